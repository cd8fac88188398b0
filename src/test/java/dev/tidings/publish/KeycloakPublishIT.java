package dev.tidings.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Keycloak;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service publishes with the token that Keycloak gives it for its client credentials. */
@Tag("keycloak")
class KeycloakPublishIT {
    private static int status(TidingsProcess tidings, String token) {
        String event = TestLog.cloudEvent("e-1").replace("{\"spec", "{\"audience\":\"alice\",\"spec");
        return Http.post(
                        tidings.http("/api/events"),
                        "application/cloudevents+json",
                        event,
                        "Authorization",
                        "Bearer " + token)
                .status();
    }

    @Test
    void aServiceMayPublishAndAPersonMayNot() {
        TestLog log = TestLog.create();
        try (Keycloak keycloak = Keycloak.start();
                TidingsProcess tidings = log.readBy(TidingsProcess.named("keycloak-publish"))
                        .env("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.url())
                        .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE)
                        .env("QUARKUS_OIDC_ROLES_ROLE_CLAIM_PATH", "realm_access/roles")
                        .env("TIDINGS_IDENTITY_USER_CLAIM", "preferred_username")
                        .startReady();
                TidingsClient alice = TidingsClient.connect(tidings, keycloak.token("app", "alice"))) {
            assertThat(status(tidings, keycloak.token("app", "alice"))).isEqualTo(403);
            assertThat(status(tidings, keycloak.clientToken("orders", "orders-secret")))
                    .isEqualTo(202);
            assertThat(alice.next().getString("id")).isEqualTo("e-1");
        }
    }
}
