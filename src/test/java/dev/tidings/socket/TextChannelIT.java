package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The way out through the public API, which is taken where the Netty channel is hidden. */
@TidingsTest(
        settings = {
            "TIDINGS_SOCKET_MERGED_WRITES=false",
            "TIDINGS_SOCKET_CLOSE_TIMEOUT=500ms",
            "TIDINGS_SESSION_STALL_TIMEOUT=6s"
        })
class TextChannelIT {
    private static final int EVENTS = 4_000;

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Test
    void eventsArriveAndMessagesAreAnswered() {
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            log.event("alice", "ü-1");
            log.announce("everyone", "ü-2");
            assertThat(alice.nextIds(2)).containsExactlyInAnyOrder("ü-1", "ü-2");
            alice.socket().send("nonsense");
            assertThat(alice.next().getString("type")).isEqualTo("tidings.error");
            try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("alice"), alice.cursor())) {
                assertThat(again.welcome().getBoolean("resumed")).isTrue();
                assertThat(again.isQuiet()).isTrue();
            }
        }
    }

    @Test
    void aPausingReaderGetsEveryEventAndAStalledOneIsClosed() {
        try (RawSocket pausing = RawSocket.open(tidings, issuer.token("slow"));
                RawSocket never = RawSocket.open(tidings, issuer.token("slow"))) {
            assertThat(pausing.next().getString("type")).isEqualTo("tidings.welcome");
            produce("slow");
            assertThat(tidings.metric("jvm_buffer_memory_used_bytes", "id", "direct"))
                    .isLessThan(16_000_000);
            for (int i = 0; i < EVENTS; i++) {
                assertThat(pausing.next().getString("id")).isEqualTo("e-" + i);
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> tidings.metric("tidings_sessions_closed_total", "reason", "slow-reader") == 1);
            never.awaitEnd();
        }
    }

    private static void produce(String user) {
        String filler = "\"n\":\"" + "x".repeat(1_000) + "\"";
        for (int i = 0; i < EVENTS; i++) {
            log.send(Placement.MURMUR2, user, TestLog.cloudEvent("e-" + i).replace("\"n\":1", filler));
        }
        log.flush();
    }
}
