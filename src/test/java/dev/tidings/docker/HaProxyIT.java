package dev.tidings.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Compose;
import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.HaProxy;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped configuration of the load balancer, before an instance that pings often and one that does not. */
@Tag("full")
@TidingsTest
class HaProxyIT {
    private static final Duration TUNNEL_TIMEOUT = Duration.ofSeconds(5);

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    private static TidingsProcess pinging;
    private static TidingsProcess silent;
    private static HaProxy proxy;

    @BeforeAll
    static void start() {
        HaProxy.require();
        pinging = instances.keep(setup("haproxy-pinging", "2S"));
        silent = instances.keep(setup("haproxy-silent", "1H"));
        proxy = before(pinging, silent);
    }

    /** The compose file's settings; addresses are this machine's. */
    private static TidingsProcess.Setup setup(String name, String heartbeat) {
        TidingsProcess.Setup setup = TidingsProcess.named(name);
        Compose.read().environment("tidings-1").forEach(setup::env);
        return log.readBy(setup.issuer(issuer))
                .env("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1")
                .env("QUARKUS_HTTP_ACCESS_log_ENABLED", "true")
                .env("QUARKUS_HTTP_ACCESS_log_PATTERN", "client=%a request=%r")
                .env("TIDINGS_SESSION_HEARTBEAT", heartbeat)
                // Longer than any heartbeat, as the start demands.
                .env("QUARKUS_HTTP_IDLE_TIMEOUT", "2H");
    }

    private static HaProxy before(TidingsProcess one, TidingsProcess other) {
        return HaProxy.before(
                List.of(one.port(), other.port()), Map.of("TUNNEL_TIMEOUT", TUNNEL_TIMEOUT.toSeconds() + "s"));
    }

    @AfterAll
    static void closeProxy() {
        if (proxy != null) {
            proxy.close();
        }
    }

    @Test
    void pingsKeepAnIdleConnectionOpen() throws InterruptedException {
        try (HaProxy toPinging = before(pinging, pinging);
                HaProxy toSilent = before(silent, silent);
                TidingsClient held = connect(toPinging, "held");
                TidingsClient cut = connect(toSilent, "cut")) {
            assertThat(cut.socket().awaitClosed().code()).isEqualTo(1006);
            assertThat(held.nextWithin(TUNNEL_TIMEOUT.multipliedBy(2))).isNull();
            assertThat(held.socket().closed()).isNull();
            log.event("held", "after-silence");
            assertThat(held.next().getString("id")).isEqualTo("after-silence");
        }
    }

    private static TidingsClient connect(HaProxy to, String user) {
        return TidingsClient.connecting(to.ws(), issuer.mint(user).sign()).join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/health/ready",
                "/q/metrics",
                "/q/openapi",
                "//q/metrics",
                "/./q/metrics",
                "/%71/metrics",
                "/demo/../q/metrics",
                "/demo/%2e%2e/q/metrics",
                "/demo//../q/metrics",
                "/ws/../q/metrics",
                "/q",
                "/api/admin/users/alice/logout",
                "/api/connect/../admin/users/alice/logout",
                "/backchannel-logout"
            })
    void pathsForOperatorsAreNotReachableFromOutside(String path) {
        assertThat(Http.get(proxy.http(path)).status()).isEqualTo(404);
        assertThat(Http.get(proxy.http(path)).body()).doesNotContain("tidings");
    }

    @Test
    void pathsForOperatorsAreReachableFromInside() {
        assertThat(Http.get(proxy.fromInside("/q/health/ready")).status()).isEqualTo(200);
        assertThat(Http.get(proxy.fromInside("/q/metrics")).body()).contains("tidings_sessions");
        // Of a method that it does not have.
        assertThat(Http.get(proxy.fromInside("/backchannel-logout")).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tidings.js", "/page.css", "/favicon.svg", "/demo/config"})
    void pathsForClientsAreReachable(String path) {
        assertThat(Http.get(proxy.http(path)).status()).isEqualTo(200);
    }

    @Test
    void clientsWithTheSamePartitionReachTheSameInstance() {
        String token = issuer.mint("asking").sign();
        assertThat(Http.get(proxy.http("/api/connect")).status()).isEqualTo(401);
        int p = new JsonObject(Http.get(proxy.http("/api/connect"), "Authorization", "Bearer " + token)
                        .body())
                .getInteger("p");
        List<Double> before = List.of(opened(pinging), opened(silent));
        try (HaProxy hashing = HaProxy.before(List.of(pinging.port(), silent.port()), Map.of("AFFINITY", "true"))) {
            List<WsClient> clients = IntStream.range(0, 6)
                    .mapToObj(i -> WsClient.to(URI.create(hashing.ws() + "?p=" + p))
                            .bearer(issuer.mint("asking-" + i).sign())
                            .open())
                    .toList();
            clients.forEach(WsClient::awaitGreeting);
            assertThat(List.of(opened(pinging) - before.get(0), opened(silent) - before.get(1)))
                    .as("of whom the last go elsewhere, since no instance gets half as many again as the mean")
                    .allMatch(count -> count > 0)
                    .anyMatch(count -> count > 3);
            clients.forEach(WsClient::close);
        }
    }

    private static double opened(TidingsProcess instance) {
        return instance.metric("tidings_sessions_opened_total");
    }

    /** As Docker runs it, in the container; here the port is another. */
    @Test
    void theHealthCheckOfComposeSucceedsOnlyForAReadyInstance() throws Exception {
        assertThat(healthCheck(pinging.port())).isZero();
        assertThat(healthCheck(FreePort.find())).isNotZero();
    }

    private static int healthCheck(int port) throws Exception {
        List<String> command = Compose.read().healthCheck("tidings-1").stream()
                .map(word -> word.replace("/8080", "/" + port))
                .toList();
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Test
    void handshakesAreAnsweredAsWithoutALoadBalancer() {
        assertThat(WsClient.to(proxy.ws()).status()).isEqualTo(401);
        String token = issuer.mint("anna").sign();
        try (WsClient browser = WsClient.to(proxy.ws())
                .subprotocols("cloudevents.json", RawUpgrade.carrier(token))
                .open()) {
            assertThat(browser.subprotocol()).isEqualTo("cloudevents.json");
        }
        assertThat(Http.get(proxy.http("/ws"), "Authorization", "Bearer " + token)
                        .status())
                .isEqualTo(426);
    }

    @Test
    void forwardedHeadersOfAClientDoNotChangeItsOrigin() {
        String token = issuer.mint("olga").sign();
        String own = "http://127.0.0.1:" + proxy.port();
        assertThat(WsClient.to(proxy.ws()).bearer(token).header("Origin", own).status())
                .isEqualTo(101);
        String foreign = "https://evil.example";
        assertThat(WsClient.to(proxy.ws())
                        .bearer(token)
                        .header("Origin", foreign)
                        .header("Forwarded", "proto=https;host=evil.example;for=6.6.6.6")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Port", "443")
                        .status())
                .isEqualTo(403);
        // That of a page over TLS is another one, as long as the client's own header is not believed.
        assertThat(WsClient.to(proxy.ws())
                        .bearer(token)
                        .header("Origin", own.replace("http:", "https:"))
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Ssl", "on")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theAddressOfAClientComesFromTheLoadBalancer() {
        Http.get(proxy.http("/tidings.js?told"), "X-Forwarded-For", "6.6.6.6", "Forwarded", "for=6.6.6.6");
        Http.get(pinging.http("/tidings.js?believed"), "X-Forwarded-For", "192.0.2.7");
        assertThat(pinging.log() + silent.log())
                .contains("client=127.0.0.1 request=GET /tidings.js?told")
                .doesNotContain("6.6.6.6")
                // What an instance does believe, of the address that it trusts.
                .contains("client=192.0.2.7 request=GET /tidings.js?believed");
    }

    @Test
    void noHandshakeIsRefusedWhenAnInstanceIsKilled() {
        try (TidingsProcess doomed = setup("haproxy-doomed", "25S").startReady();
                HaProxy before = before(doomed, pinging)) {
            doomed.kill();
            List<Integer> answers = IntStream.range(0, 20)
                    .mapToObj(n -> WsClient.to(before.ws())
                            .bearer(issuer.mint("n" + n).sign())
                            .statusLater())
                    .toList()
                    .stream()
                    .map(answer -> answer.join())
                    .toList();
            assertThat(answers).hasSize(20).containsOnly(101);
        }
    }
}
