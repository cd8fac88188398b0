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
    private final IdempotencyStore repetitions = new IdempotencyStore(Duration.ofMinutes(10), 10_000, clock);

    private static IdempotencyKey key(String client, String key, String body) {
        return Objects.requireNonNull(IdempotencyKey.of(new Submission(
                client, "application/cloudevents+json", Map.of("idempotency-key", key), body.getBytes(UTF_8))));
    }

    private static IdempotencyKey key(String key) {
        return key("shop", key, "body");
    }

    private void assertStatus(int status, IdempotencyKey key) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> repetitions.begin(key))
                .extracting(ProblemException::status)
                .isEqualTo(status);
    }

    @Test
    void theSameRequestGetsTheSameAnswer() {
        assertThat(repetitions.begin(key("a"))).isNull();
        repetitions.answered(key("a"), "first");
        assertThat(repetitions.begin(key("a"))).isEqualTo("first");
        assertThat(repetitions.begin(key("\"a\""))).as("with its quotes").isEqualTo("first");
        assertThat(repetitions.begin(key("b"))).isNull();
    }

    @Test
    void keysOfDifferentClientsAreIndependent() {
        repetitions.begin(key("shop", "a", "body"));
        repetitions.answered(key("shop", "a", "body"), "first");
        assertThat(repetitions.begin(key("bank", "a", "body"))).isNull();
    }

    @Test
    void aRequestIsPendingUntilItIsAnswered() {
        repetitions.begin(key("a"));
        assertStatus(409, key("a"));
        assertStatus(422, key("shop", "a", "other"));
        repetitions.answered(key("a"), "first");
        assertStatus(422, key("shop", "a", "other"));
    }

    @Test
    void aFailedRequestMayBeRepeated() {
        repetitions.begin(key("a"));
        repetitions.failed(key("a"));
        assertThat(repetitions.begin(key("a"))).isNull();
    }

    @Test
    void anOldAnswerIsForgotten() {
        repetitions.begin(key("a"));
        repetitions.answered(key("a"), "first");
        clock.advance(Duration.ofMinutes(11));
        assertThat(repetitions.begin(key("a"))).isNull();
        assertThat(repetitions.bytes()).isZero();
    }

    @Test
    void overTheBoundTheOldestAnswersAreForgotten() {
        for (int i = 0; i < 100; i++) {
            repetitions.begin(key("k" + i));
            repetitions.answered(key("k" + i), "x".repeat(100));
        }
        assertThat(repetitions.bytes()).isBetween(9_000L, 10_000L);
        assertThat(repetitions.begin(key("k99"))).isNotNull();
        assertThat(repetitions.begin(key("k0"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"a", "a b", "\"ü\"", "\"a\"b"})
    void anInvalidKeyIsRefused(String key) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> key(key))
                .withMessageContaining("1 to 255");
    }

    @Test
    void inFlightBytesAdmitAtLeastOneRequest() {
        InFlightBytes room = new InFlightBytes(100);
        assertThat(room.enter(500)).isTrue();
        assertThat(room.enter(1)).isFalse();
        room.leave(500);
        assertThat(room.enter(60)).isTrue();
        assertThat(room.enter(60)).isFalse();
        assertThat(room.taken()).isEqualTo(60);
    }
}
