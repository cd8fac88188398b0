package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The small form of the load scenario {@code stalled}: what waits for readers that have stopped is not held for each. */
@TidingsTest(
        settings = {
            "TIDINGS_SOCKET_SEND_BUFFER=4096",
            "TIDINGS_SESSION_STALL_TIMEOUT=10m",
            "TIDINGS_SESSION_HEARTBEAT=10m"
        })
class StalledReadersIT {
    private static final int READERS = 100;
    private static final int EVENTS = 200;
    private static final String FILLER = "x".repeat(1_000);
    /** One write that the socket did not take, with what the allocator rounds it up to. */
    private static final double BYTES_EACH = 24 * 1024;
    /** The allocator takes memory by so much at a time. */
    private static final double CHUNK = 4 * 1024 * 1024;

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Test
    void stalledReadersHoldOneWriteEachAndMissNoEvent() {
        List<RawSocket> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            RawSocket reader = RawSocket.openSmall(tidings, issuer.token("stalled-" + i));
            assertThat(reader.next().getString("type")).isEqualTo("tidings.welcome");
            readers.add(reader);
        }
        // Once with all of them reading, so that what Kafka's and Netty's buffers take at all is there before.
        produce();
        readers.forEach(StalledReadersIT::readAll);
        double before = direct();
        double sent = tidings.metric("tidings_events_sent_total");
        produce();
        await().until(() -> tidings.metric("tidings_records_received_total") == 2 * READERS * EVENTS);

        double waiting = READERS * EVENTS - (tidings.metric("tidings_events_sent_total") - sent);
        assertThat(waiting).as("most of it waits").isGreaterThan(0.5 * READERS * EVENTS);
        assertThat(direct() - before).isLessThan(READERS * BYTES_EACH + CHUNK);
        readers.forEach(StalledReadersIT::readAll);
        readers.forEach(RawSocket::close);
    }

    private static double direct() {
        return tidings.metric("jvm_buffer_memory_used_bytes", "id", "direct");
    }

    private static void produce() {
        for (int i = 0; i < EVENTS; i++) {
            String event = TestLog.cloudEvent("e-" + i).replace("\"n\":1", "\"n\":\"" + FILLER + "\"");
            for (int reader = 0; reader < READERS; reader++) {
                log.send(Placement.MURMUR2, "stalled-" + reader, event);
            }
        }
        log.flush();
    }

    private static void readAll(RawSocket reader) {
        for (int i = 0; i < EVENTS; i++) {
            assertThat(reader.next().getString("id")).isEqualTo("e-" + i);
        }
    }
}
