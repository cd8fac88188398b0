package dev.tidings.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Compose;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.Keycloak;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.Reach;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The compose file's Keycloak and an instance, with their settings. */
@Tag("keycloak")
class RealmIT {
    private static final Path REALM = Compose.FOLDER.resolve("keycloak/realm.json");
    private static final TestLog LOG = TestLog.create();
    private static final Compose COMPOSE = Compose.read();
    private static Keycloak keycloak;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        keycloak = Keycloak.start("tidings", REALM, COMPOSE.environment("keycloak"));
        TidingsProcess.Setup setup = TidingsProcess.named("realm-it");
        COMPOSE.environment("tidings-1").forEach(setup::env);
        tidings = LOG.readBy(setup)
                .env("QUARKUS_OIDC_AUTH_SERVER_URL", keycloak.url())
                .env("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1")
                .startReady();
    }

    @AfterAll
    static void stop() {
        if (tidings != null) {
            tidings.close();
        }
        keycloak.close();
    }

    /** As the page does it: no password asked, its user the subject of the token. */
    @Test
    void aUserWhoSignsInOnThePageGetsTheirEvents() {
        JsonObject config =
                new JsonObject(Http.get(tidings.http("/demo/config")).body());
        assertThat(config.getBoolean("passwordNeeded")).isFalse();
        assertThat(config.getJsonArray("names")).containsExactly("alice", "bob");
        for (Object name : config.getJsonArray("names")) {
            String token = signIn((String) name).getString("access_token");
            assertThat(claims(token).getString("sub")).isEqualTo(name);
            try (WsClient page = WsClient.to(tidings.ws())
                    .subprotocols("cloudevents.json", RawUpgrade.carrier(token))
                    .open()) {
                new Reach(LOG).assertIs(page, (String) name, "staff");
            }
        }
    }

    @Test
    void thePageMayPublishAndRenewItsToken() {
        JsonObject signedIn = signIn("alice");
        Http.Answer written = Http.post(
                tidings.http("/demo/events"),
                "application/json",
                "{\"audience\":\"user:bob\",\"data\":{\"text\":\"hello\"}}",
                "Authorization",
                "Bearer " + signedIn.getString("access_token"));
        assertThat(written.status()).as(written.body()).isEqualTo(202);
        Http.Answer renewed = Http.post(
                tidings.http("/demo/refresh"),
                "application/json",
                new JsonObject()
                        .put("refresh_token", signedIn.getString("refresh_token"))
                        .encode());
        assertThat(renewed.status()).as(renewed.body()).isEqualTo(200);
    }

    /** One that was asked for from the host, at another address than Tidings': the issuer is the same. */
    @Test
    void tokensNameTheIssuerThatIsConfigured() {
        JsonObject claims = claims(keycloak.token("tidings-demo", "bob", "demo"));
        assertThat(claims.getString("iss"))
                .isEqualTo(COMPOSE.environment("keycloak").get("KC_HOSTNAME") + "/realms/tidings");
        assertThat(claims.getJsonArray("groups")).containsExactly("staff");
    }

    @Test
    void onlyTheOperatorMayEndLogins() {
        assertThat(logout(keycloak.token("tidings-demo", "bob", "demo"))).isEqualTo(403);
        assertThat(logout(keycloak.token("tidings-demo", "operator", "operator")))
                .isEqualTo(204);
    }

    /** Asked for with the published address of Keycloak, as the README's commands do. */
    @Test
    void onlyThePublisherMayPublishByRest() {
        assertThat(publish(keycloak.token("tidings-demo", "operator", "operator")))
                .isEqualTo(403);
        assertThat(publish(keycloak.clientToken("publisher", "publisher"))).isEqualTo(202);
    }

    private static int publish(String token) {
        return Http.post(
                        tidings.http("/api/events"),
                        "application/cloudevents+json",
                        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/try\",\"type\":\"note\",\"audience\":\"alice\"}",
                        "Authorization",
                        "Bearer " + token)
                .status();
    }

    private static int logout(String token) {
        return Http.post(
                        tidings.http("/api/admin/users/nobody/logout"),
                        "application/json",
                        "",
                        "Authorization",
                        "Bearer " + token)
                .status();
    }

    private static JsonObject signIn(String name) {
        Http.Answer answer =
                Http.post(tidings.http("/demo/sign-in"), "application/json", "{\"name\":\"" + name + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonObject claims(String token) {
        byte[] body = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new JsonObject(new String(body, StandardCharsets.UTF_8));
    }
}
