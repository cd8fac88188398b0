package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawUpgrade;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@TidingsTest
class HandshakeRateIT {
    private static final int RATE = 20;
    private static final int ATTEMPTS = 1_000;

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    /** As fast as one client can, which is more than a thousand times a second. */
    private static List<Integer> hammer(TidingsProcess tidings, String token) {
        List<CompletableFuture<List<Integer>>> all = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> {
                    List<Integer> statuses = new ArrayList<>();
                    for (int i = 0; i < ATTEMPTS / 4; i++) {
                        statuses.add(
                                RawUpgrade.to(tidings.ws()).bearer(token).send().status());
                    }
                    return statuses;
                }))
                .toList();
        return all.stream().flatMap(each -> each.join().stream()).toList();
    }

    private static WsClient.Setup client(TidingsProcess tidings, String token) {
        return WsClient.to(tidings.ws()).bearer(token);
    }

    @Test
    void aReconnectingClientIsAdmittedAtTheConfiguredRate() {
        try (TidingsProcess tidings = instances
                        .named("handshake-rate")
                        .env("TIDINGS_SOCKET_MAX_HANDSHAKES_PER_SECOND", Integer.toString(RATE))
                        .startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            long begin = System.nanoTime();
            List<Integer> statuses = hammer(tidings, issuer.token("mallory"));
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 1;

            assertThat(statuses).hasSize(ATTEMPTS).containsOnly(101, 503);
            long admitted = statuses.stream().filter(status -> status == 101).count();
            assertThat(admitted).isBetween(RATE - 1L, RATE * (1 + seconds));
            assertThat(tidings.metric("tidings_handshakes_refused_total", "status", "503", "reason", "rate"))
                    .isEqualTo((double) (ATTEMPTS - admitted));

            log.event("alice", "e-1");
            assertThat(alice.next().getString("id")).isEqualTo("e-1");
            await().until(() -> client(tidings, issuer.token("bob")).status() == 101);
            await().untilAsserted(
                            () -> assertThat(tidings.metric("tidings_sessions")).isEqualTo(1));
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log()).doesNotContain("\tat ");
        }
    }

    @Test
    void handshakesOverTheRateAreRefusedBeforeTheTokenIsChecked() {
        try (TidingsProcess tidings = instances
                .named("handshake-rate-one")
                .env("TIDINGS_SOCKET_MAX_HANDSHAKES_PER_SECOND", "1")
                .env("TIDINGS_SOCKET_RETRY_AFTER", "3s")
                .startReady()) {
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> client(tidings, "garbage").status() == 401);
            WsClient.Refused refused = client(tidings, "garbage").refused();
            Http.Answer asked = Http.get(tidings.http("/api/connect"), "Authorization", "Bearer garbage");
            assertThat(asked.status()).isEqualTo(503);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(3, 6);
        }
    }
}
