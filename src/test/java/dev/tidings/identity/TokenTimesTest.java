package dev.tidings.identity;

import static dev.tidings.identity.Verdicts.accepted;
import static dev.tidings.identity.Verdicts.alice;
import static dev.tidings.identity.Verdicts.assertRefused;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a token is valid: its times, and the clocks that differ. */
class TokenTimesTest {
    @Test
    void aClockThatIsSecondsAheadIsTolerated() {
        accepted(alice().notBefore(Duration.ofSeconds(3)));
        accepted(alice().notBefore(Duration.ofSeconds(25)), "TIDINGS_IDENTITY_CLOCK_SKEW=30s");
        accepted(alice().claim("nbf", System.currentTimeMillis() / 1000.0 + 3.5));
        accepted(alice().issued(Duration.ofSeconds(60)));
    }

    @Test
    void aTokenOfTheFutureIsRefused() {
        assertRefused(
                Refusal.NOT_YET_VALID,
                "(claim nbf)",
                alice().notBefore(Duration.ofSeconds(20)).sign());
        assertRefused(
                Refusal.NOT_YET_VALID,
                "(claim nbf)",
                alice().notBefore(Duration.ofSeconds(3)).sign(),
                "TIDINGS_IDENTITY_CLOCK_SKEW=0s");
    }

    @Test
    void theAgeOfATokenMayBeBounded() {
        String bounded = "QUARKUS_OIDC_TOKEN_AGE=60s";
        accepted(alice().issued(Duration.ofSeconds(3)), bounded);
        accepted(alice().issued(Duration.ofSeconds(-50)), bounded);
        assertRefused(
                Refusal.NOT_YET_VALID,
                "issued in the future (claim iat)",
                alice().issued(Duration.ofSeconds(30)).sign(),
                bounded);
        assertRefused(
                Refusal.EXPIRED,
                "too old (claim iat)",
                alice().issued(Duration.ofSeconds(-90)).sign(),
                bounded);
    }

    @Test
    void anExpiredTokenHasNoGracePeriod() {
        assertRefused(
                Refusal.EXPIRED,
                "has expired",
                alice().expires(Duration.ofSeconds(-1)).sign(),
                "TIDINGS_IDENTITY_CLOCK_SKEW=60s");
    }

    @Test
    void aDateInATextIsRefused() {
        String soon = Long.toString(System.currentTimeMillis() / 1000 + 100);
        assertRefused(
                Refusal.CLAIMS, "exp is no date", alice().claim("exp", soon).sign());
        accepted(alice().claim("exp", System.currentTimeMillis() / 1000.0 + 100));
        accepted(alice().claim("exp", System.currentTimeMillis() + 100_000));
    }

    @Test
    void contradictoryDatesAreNamed() {
        assertRefused(
                Refusal.CLAIMS,
                "the claim iat is",
                alice().issued(Duration.ofHours(1)).sign());
        assertRefused(Refusal.CLAIMS, "the claim iat is", alice().without("iat").sign());
    }
}
