package dev.tidings.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidings.event.Audience;
import dev.tidings.event.UserId;
import dev.tidings.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudiencesTest {
    @ParameterizedTest
    @CsvSource({
        "alice,           alice",
        "Everyone,        Everyone",
        "user:everyone,   everyone",
        "user:group:x,    group:x",
        "user:user:x,     user:x",
        "user:alice,      alice",
        "partners/bob b,  partners/bob b"
    })
    void aUserMayHaveAnyId(String text, String user) {
        assertThat(Audiences.of(text)).isEqualTo(Audience.user(new UserId(user)));
    }

    @Test
    void groupsAndEveryoneAreAudiences() {
        assertThat(Audiences.of("everyone")).isEqualTo(Audience.everyone());
        assertThat(Audiences.of("group:staff")).isEqualTo(Audience.group("staff"));
        assertThat(Audiences.of("group:user:x")).isEqualTo(Audience.group("user:x"));
    }

    @ParameterizedTest
    @CsvSource({"user:", "group:"})
    void anEmptyAudienceIsRefused(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Audiences.of(text))
                .withMessageContaining("user:<id>");
    }

    @Test
    void theLengthOfANameIsBounded() {
        assertThat(Audiences.of("user:" + "x".repeat(512)).key().length()).isEqualTo(512);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Audiences.of("x".repeat(513)))
                .withMessageContaining("513 characters");
    }
}
