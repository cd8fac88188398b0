package dev.tidings.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Keycloak;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("keycloak")
class KeycloakIT {
    private static final TestLog LOG = TestLog.create();
    private static Keycloak keycloak;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        keycloak = Keycloak.start();
        tidings = setup("keycloak-it").startReady();
    }

    @AfterAll
    static void stop() {
        tidings.close();
        keycloak.close();
    }

    @Test
    void aTokenInAHeaderOpensASessionWithUserAndGroups() {
        String token = keycloak.token("app", "alice");
        try (WsClient alice = WsClient.to(tidings.ws()).bearer(token).open()) {
            new Reach(LOG).assertIs(alice, "alice", "ops");
        }
    }

    @Test
    void aTokenInASubprotocolOpensASession() {
        String carrier = RawUpgrade.carrier(keycloak.token("app", "bob"));
        try (WsClient bob = WsClient.to(tidings.ws())
                .subprotocols("cloudevents.json", carrier)
                .open()) {
            new Reach(LOG).assertIs(bob, "bob");
            new Reach(LOG).assertIsNotOf(bob, "ops");
            assertThat(bob.subprotocol()).isEqualTo("cloudevents.json");
        }
    }

    @Test
    void aTokenOfAClientWithoutTheAudienceIsRefused() {
        assertThat(status(keycloak.token("shop", "alice"))).isEqualTo(401);
    }

    @Test
    void groupsMayComeFromANestedClaim() {
        try (TidingsProcess nested = setup("keycloak-it-nested")
                        .env("TIDINGS_IDENTITY_GROUPS_CLAIM", "realm_access.roles")
                        .startReady();
                WsClient alice = WsClient.to(nested.ws())
                        .bearer(keycloak.token("app", "alice"))
                        .open()) {
            new Reach(LOG).assertIs(alice, "alice", "team-red");
            new Reach(LOG).assertIsNotOf(alice, "ops");
        }
    }

    @Test
    void aRotationRefusesNoValidToken() {
        String before = keycloak.token("app", "alice");
        assertThat(status(before)).isEqualTo(101);
        keycloak.rotate();
        assertThat(header(keycloak.token("app", "alice"))).as("the key").isNotEqualTo(header(before));
        List<CompletableFuture<Integer>> upgrades =
                Stream.generate(() -> keycloak.token("app", "alice")).limit(40).toList().stream()
                        .map(token -> WsClient.to(tidings.ws()).bearer(token).statusLater())
                        .toList();
        assertThat(upgrades.stream().map(CompletableFuture::join)).hasSize(40).containsOnly(101);
    }

    private static String header(String token) {
        return token.substring(0, token.indexOf('.'));
    }

    private static TidingsProcess.Setup setup(String name) {
        return LOG.readBy(TidingsProcess.named(name))
                .env("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.url())
                .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE)
                .env("TIDINGS_IDENTITY_USER_CLAIM", "preferred_username");
    }

    private static int status(String token) {
        return WsClient.to(tidings.ws()).bearer(token).status();
    }
}
