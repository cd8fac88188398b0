package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Keycloak;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The local overlay's Keycloak and an instance, with their settings. */
@Tag("keycloak")
class LocalRealmIT {
    private static final TestLog LOG = TestLog.create();
    private static Keycloak keycloak;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        Manifests local = Composition.overlay("local");
        Map<String, String> environment = Manifests.stream(
                        local.get("Deployment", "keycloak").at("/spec/template/spec/containers/0/env"))
                .collect(Collectors.toMap(variable -> variable.path("name").asText(), variable -> variable.path("value")
                        .asText()));
        keycloak = Keycloak.start("tidings", Path.of("k8s", "components", "keycloak", "realm.json"), environment);
        TidingsProcess.Setup setup = TidingsProcess.named("local-realm-it");
        local.settings().properties().stream()
                .filter(setting -> !setting.getKey().startsWith("KAFKA_"))
                .forEach(setting ->
                        setup.env(setting.getKey(), setting.getValue().asText()));
        tidings = LOG.readBy(setup)
                .env("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.url())
                .startReady();
    }

    @AfterAll
    static void stop() {
        if (tidings != null) {
            tidings.close();
        }
        keycloak.close();
    }

    @Test
    void aRealmRoleMakesAnAdministratorBesideGroups() {
        assertThat(logout(keycloak.token("app", "alice"))).isEqualTo(204);
        assertThat(logout(keycloak.token("app", "bob"))).isEqualTo(403);
    }

    @Test
    void aUserWhoSignsInGetsEventsOfTheirNameAndGroup() {
        String token = keycloak.token("app", "bob");
        try (WsClient page = WsClient.to(tidings.ws())
                .subprotocols("cloudevents.json", RawUpgrade.carrier(token))
                .open()) {
            new Reach(LOG).assertIs(page, "bob", "staff");
        }
    }

    @Test
    void onlyThePublisherMayPublishByRest() {
        assertThat(publish(keycloak.token("app", "alice"))).isEqualTo(403);
        assertThat(publish(keycloak.clientToken("publisher", "publisher"))).isEqualTo(202);
        assertThat(logout(keycloak.clientToken("publisher", "publisher"))).isEqualTo(403);
    }

    private static int logout(String token) {
        return post("/api/admin/users/nobody/logout", "application/json", "", token);
    }

    private static int publish(String token) {
        return post(
                "/api/events",
                "application/cloudevents+json",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/try\",\"type\":\"note\",\"audience\":\"alice\"}",
                token);
    }

    private static int post(String path, String type, String body, String token) {
        return Http.post(tidings.http(path), type, body, "Authorization", "Bearer " + token)
                .status();
    }
}
