package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Http.Answer;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** What a client learns that asks, by a plain GET, why its handshake was refused. */
@TidingsTest(
        settings = {
            "QUARKUS_HTTP_CORS_ORIGINS=" + PlainRequestIT.PAGE,
            "TIDINGS_SESSION_MAX_PER_POD=1",
            "TIDINGS_SOCKET_RETRY_AFTER=3s"
        })
class PlainRequestIT {
    static final String PAGE = "https://app.example.com";

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    @Inject
    private static InstanceFactory instances;

    private static Answer ask(TidingsProcess of, String token, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(of.http("/ws?cursor=1.0-0")).header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return Http.send(request);
    }

    @Test
    void aPlainRequestIsAnswered426() {
        Answer answer = ask(tidings, issuer.token("alice"));
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains("expected: a WebSocket handshake");
    }

    @Test
    void withoutAValidTokenItIsAnswered401() {
        assertThat(Http.get(tidings.http("/ws")).status()).isEqualTo(401);
        Answer answer = ask(tidings, issuer.mint("alice").audience("other").sign());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"invalid_token\", error_description=\"the audience (claim aud)");
    }

    @Test
    void fromAForeignOriginItIsAnswered403() {
        assertThat(ask(tidings, issuer.token("alice"), "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void onAFullPodItIsAnswered503WithRetryAfter() {
        try (TidingsClient only = TidingsClient.connect(tidings, issuer.token("alice"))) {
            Answer answer = ask(tidings, issuer.token("bob"), "Origin", PAGE);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(3, 6);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After");
            assertThat(new JsonObject(answer.body()).getString("detail")).endsWith("full");
            assertThat(only.isQuiet()).isTrue();
        }
        await().untilAsserted(
                        () -> assertThat(tidings.metric("tidings_sessions")).isZero());
    }

    @Test
    void beforeTheLogIsReadItIsAnswered503() {
        try (TidingsProcess starting = instances
                .named("plain-request-starting")
                .env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                .start()) {
            Answer answer = ask(starting, issuer.token("alice"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void aPageOfAConfiguredOriginMaySendItsToken() {
        Answer answer = preflight(PAGE);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(answer.header("Access-Control-Allow-Headers")).containsIgnoringCase("authorization");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET");
        assertThat(preflight("https://evil.example").status()).isEqualTo(403);
    }

    private static Answer preflight(String origin) {
        return Http.send(HttpRequest.newBuilder(tidings.http("/ws"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization"));
    }

    @Test
    void aPlainRequestIsNotCountedAsARefusedHandshake() {
        double before = tidings.metric("tidings_handshakes_refused_total");
        ask(tidings, "no.token.atall");
        assertThat(tidings.metric("tidings_handshakes_refused_total")).isEqualTo(before);
    }
}
