package dev.tidings.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.http.ProblemException;
import dev.tidings.testkit.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyStoreTest {
    private final ManualClock clock = new ManualClock();
    private final IdempotencyStore answers = new IdempotencyStore(Duration.ofMinutes(10), 10_000, clock);

    private static IdempotencyKey key(String client, String key, String body) {
        return Objects.requireNonNull(IdempotencyKey.of(new Submission(
                client, "application/cloudevents+json", Map.of("idempotency-key", key), body.getBytes(UTF_8))));
    }

    private static IdempotencyKey key(String key) {
        return key("shop", key, "body");
    }

    private void assertStatus(int status, IdempotencyKey key) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> answers.begin(key))
                .extracting(ProblemException::status)
                .isEqualTo(status);
    }

    @Test
    void theSameRequestGetsTheSameAnswer() {
        assertThat(answers.begin(key("a"))).isNull();
        answers.complete(key("a"), "first");
        assertThat(answers.begin(key("a"))).isEqualTo("first");
        assertThat(answers.begin(key("\"a\""))).as("with its quotes").isEqualTo("first");
        assertThat(answers.begin(key("b"))).isNull();
    }

    @Test
    void anotherClientsKeyIsAnotherKey() {
        answers.begin(key("shop", "a", "body"));
        answers.complete(key("shop", "a", "body"), "first");
        assertThat(answers.begin(key("bank", "a", "body"))).isNull();
    }

    @Test
    void itIsUnderWayUntilItIsAnswered() {
        answers.begin(key("a"));
        assertStatus(409, key("a"));
        assertStatus(422, key("shop", "a", "other"));
        answers.complete(key("a"), "first");
        assertStatus(422, key("shop", "a", "other"));
    }

    @Test
    void whatHasFailedMayBeTriedAgain() {
        answers.begin(key("a"));
        answers.release(key("a"));
        assertThat(answers.begin(key("a"))).isNull();
    }

    @Test
    void itIsForgottenByAge() {
        answers.begin(key("a"));
        answers.complete(key("a"), "first");
        clock.advance(Duration.ofMinutes(11));
        assertThat(answers.begin(key("a"))).isNull();
        assertThat(answers.bytes()).isZero();
    }

    @Test
    void theOldestAreForgottenWhereThereAreTooMany() {
        for (int i = 0; i < 100; i++) {
            answers.begin(key("k" + i));
            answers.complete(key("k" + i), "x".repeat(100));
        }
        assertThat(answers.bytes()).isBetween(9_000L, 10_000L);
        assertThat(answers.begin(key("k99"))).isNotNull();
        assertThat(answers.begin(key("k0"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"a", "a b", "\"ü\"", "\"a\"b"})
    void whatIsNoKeyIsRefused(String key) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> key(key))
                .withMessageContaining("1 to 255");
    }
}
