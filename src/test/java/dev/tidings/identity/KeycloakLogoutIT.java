package dev.tidings.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Keycloak;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("keycloak")
class KeycloakLogoutIT {
    private static final TestLog LOG = TestLog.create();

    @Test
    void aLoginEndedByKeycloakIsClosedAndRefused() {
        try (Keycloak keycloak = Keycloak.start();
                TidingsProcess tidings = setup(keycloak).startReady()) {
            keycloak.tellLogouts("app", tidings.http("/backchannel-logout"));
            String ended = keycloak.token("app", "alice");
            String other = keycloak.token("app", "alice");
            try (WsClient laptop = connect(tidings, ended);
                    WsClient phone = connect(tidings, other)) {
                keycloak.endLogin(sid(ended));
                await().atMost(Duration.ofSeconds(2)).until(() -> laptop.closed() != null);
                assertThat(laptop.awaitClosed()).isEqualTo(new WsClient.Closed(4403, "logged out"));
                assertThat(WsClient.to(tidings.ws()).bearer(ended).status()).isEqualTo(401);
                assertThat(WsClient.to(tidings.ws()).bearer(other).status()).isEqualTo(101);
                assertThat(phone.closed()).isNull();
                assertThat(tidings.metric("tidings_logouts_total", "by", "issuer", "outcome", "published"))
                        .isEqualTo(1);
            }
            assertThat(WsClient.to(tidings.ws())
                            .bearer(keycloak.token("app", "alice"))
                            .status())
                    .as("a new login")
                    .isEqualTo(101);
        }
    }

    private static TidingsProcess.Setup setup(Keycloak keycloak) {
        return LOG.readBy(TidingsProcess.named("keycloak-logout"))
                .env("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.url())
                .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE)
                .env("TIDINGS_IDENTITY_USER_CLAIM", "preferred_username")
                .env("TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS", "app");
    }

    private static WsClient connect(TidingsProcess tidings, String token) {
        WsClient client = WsClient.to(tidings.ws()).bearer(token).open();
        client.awaitGreeting();
        return client;
    }

    private static String sid(String token) {
        String claims = token.split("\\.", -1)[1];
        return new JsonObject(new String(Base64.getUrlDecoder().decode(claims), UTF_8)).getString("sid");
    }
}
