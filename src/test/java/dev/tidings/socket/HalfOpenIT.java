package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.session.Session;
import dev.tidings.testkit.HeapCount;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.NetworkProxy;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients whose network has gone without a word: no FIN, no RST, no answer. */
@TidingsTest(settings = {"TIDINGS_SESSION_HEARTBEAT=3s", "TIDINGS_SOCKET_CLOSE_TIMEOUT=500ms"})
class HalfOpenIT {
    private static final int CLIENTS = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(3);
    /** Sessions are looked after once a second; the rest is what a busy machine takes. */
    private static final Duration LATE = Duration.ofSeconds(3);

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    private static List<TidingsClient> connect(URI uri) {
        List<CompletableFuture<TidingsClient>> opening = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            opening.add(TidingsClient.connecting(uri, issuer.token("cut-" + i)));
        }
        return opening.stream().map(CompletableFuture::join).toList();
    }

    private static double silent() {
        return tidings.metric("tidings_sessions_closed_total", "reason", "no-sign-of-life");
    }

    @Test
    void aHalfOpenConnectionIsClosedWithinTwoHeartbeats() {
        try (NetworkProxy network = NetworkProxy.to(tidings.port(), 1);
                TidingsClient bystander = TidingsClient.connect(tidings, issuer.token("bystander"))) {
            List<TidingsClient> clients = connect(URI.create("ws://127.0.0.1:" + network.port() + "/ws"));
            await().until(() -> tidings.metric("tidings_sessions") == CLIENTS + 1);
            log.event("cut-0", "before");
            assertThat(clients.get(0).next().getString("id")).isEqualTo("before");
            String cursor = clients.get(0).cursor();

            network.blackhole();
            log.event("cut-0", "meanwhile");
            await().atMost(HEARTBEAT.multipliedBy(2).plus(LATE)).until(() -> silent() == CLIENTS);
            assertThat(tidings.metric("tidings_sessions")).isEqualTo(1);
            assertThat(tidings.metric("tidings_users")).isEqualTo(1);
            await().untilAsserted(() ->
                    assertThat(HeapCount.of(tidings, Session.class)).isEqualTo(1));

            log.event("bystander", "still here");
            assertThat(bystander.next().getString("id")).isEqualTo("still here");
            try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("cut-0"), cursor)) {
                assertThat(again.next().getString("id")).isEqualTo("meanwhile");
            }
            // What the pod said and did is all that was under way.
            network.pass();
            await().until(() -> network.connections() == 0);
        }
    }

    @Test
    void aConnectionThatIsSlowForAMomentStaysOpen() {
        double before = silent();
        try (NetworkProxy network = NetworkProxy.to(tidings.port(), 1);
                TidingsClient client = TidingsClient.connecting(
                                URI.create("ws://127.0.0.1:" + network.port() + "/ws"), issuer.token("late"))
                        .join()) {
            network.latency(Duration.ofMillis(500));
            await().pollDelay(HEARTBEAT.multipliedBy(3)).until(() -> true);
            network.blackhole();
            await().pollDelay(HEARTBEAT.dividedBy(3)).until(() -> true);
            network.pass();
            log.event("late", "on time");
            assertThat(client.next().getString("id")).isEqualTo("on time");
            assertThat(silent()).isEqualTo(before);
        }
    }
}
