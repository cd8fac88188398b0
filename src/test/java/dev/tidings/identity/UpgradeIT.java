package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UpgradeIT {
    private static Issuer issuer;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        tidings = TidingsProcess.named("upgrade").issuer(issuer).start();
    }

    @AfterAll
    static void stop() {
        tidings.close();
        issuer.close();
    }

    @Test
    void aGoodTokenOpens() {
        try (WsClient alice =
                WsClient.to(tidings.ws()).bearer(issuer.token("alice")).open()) {
            assertThat(alice.next()).contains("\"alice\"");
        }
    }

    @Test
    void noTokenIsRefused() {
        WsClient.Refused refused = WsClient.to(tidings.ws()).refused();
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
}
