package dev.tidings.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.session.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Tokens expire, keys change and the issuer goes away while events flow. */
@Tag("chaos")
@Tag("full")
class TokensIT {
    /** Half of it is what a client has for its renewal, however busy the machine is. */
    private static final Duration LIFE = Duration.ofSeconds(14);

    private static final int EXPIRED = CloseReason.TOKEN_EXPIRED.code();
    private static final int LOST = CloseReason.CONNECTION_LOST.code();

    private static Scene begin(TestInfo test) {
        return Scene.of(test)
                .pods(2)
                .tokensFor(LIFE)
                .env("TIDINGS_IDENTITY_MIN_REMAINING", "1S")
                .begin();
    }

    /** All but those who forget to renew theirs keep their sessions. */
    @Test
    void tokensExpireAndAreRenewed(TestInfo test) {
        try (Scene scene = begin(test)) {
            scene.sendFor(Form.seconds(16, 40));
            Account account = scene.settle().requireFlawless().requireCodes(List.of(EXPIRED));
            assertThat(account.disconnects())
                    .isGreaterThanOrEqualTo(scene.crowd().forgetful())
                    .isEqualTo(scene.crowd().disconnectsOfTheForgetful());
        }
    }

    @Test
    void theIssuerRotatesItsKeysAndStops(TestInfo test) {
        try (Scene scene = begin(test)) {
            scene.issuer().keys().rotate();
            // Until both instances have seen the new key.
            scene.sendFor(LIFE);
            scene.issuer().stop();
            scene.sendFor(Form.seconds(2, 20));
            scene.crowd().dropAll();
            scene.sendFor(Form.seconds(3, 20));
            scene.settle().requireFlawless().requireCodes(List.of(EXPIRED, LOST));
        }
    }
}
