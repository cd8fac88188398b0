package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.NetworkProxy;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@TidingsTest(settings = {"TIDINGS_SESSION_STALL_TIMEOUT=6s", "TIDINGS_SOCKET_CLOSE_TIMEOUT=500ms"})
class SlowReaderIT {
    private static final int EVENTS = 6_000;
    private static final String FILLER = "x".repeat(1_000);

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Inject
    private static InstanceFactory instances;

    private static void produce(String user, int from, int to) {
        for (int i = from; i < to; i++) {
            log.send(Placement.MURMUR2, user, event(i));
        }
        log.flush();
    }

    private static String event(int i) {
        return TestLog.cloudEvent("e-" + i).replace("\"n\":1", "\"n\":\"" + FILLER + "\"");
    }

    private static RawSocket connect(String user) {
        return connect(tidings, user);
    }

    /** Welcomed, not only upgraded: what is sent from now on is for it. */
    private static RawSocket connect(TidingsProcess pod, String user) {
        RawSocket socket = RawSocket.open(pod, issuer.token(user));
        assertThat(socket.next().getString("type")).isEqualTo("tidings.welcome");
        return socket;
    }

    private static double slowReaders() {
        return tidings.metric("tidings_sessions_closed_total", "reason", "slow-reader");
    }

    /** It holds no more of what a client has not taken than a socket's worth. */
    private static void assertBounded() {
        assertThat(tidings.metric("jvm_buffer_memory_used_bytes", "id", "direct"))
                .isLessThan(16_000_000);
        assertThat(tidings.log()).doesNotContain("OutOfMemory");
    }

    @Test
    void aPausingReaderGetsEveryEventInOrderAndDelaysNobody() {
        try (RawSocket slow = connect("slow");
                TidingsClient bystander = TidingsClient.connect(tidings, issuer.token("bystander"))) {
            produce("slow", 0, EVENTS);
            log.event("bystander", "prompt");
            JsonObject prompt = bystander.nextWithin(Duration.ofSeconds(2));
            assertThat(prompt).isNotNull();
            assertBounded();
            for (int i = 0; i < EVENTS; i++) {
                assertThat(slow.next().getString("id")).isEqualTo("e-" + i);
            }
            log.event("slow", "last");
            assertThat(slow.next().getString("id")).isEqualTo("last");
            assertThat(tidings.metric("tidings_sessions")).isEqualTo(2);
        }
    }

    @Test
    void duringLagOnlyTheNewestEventOfEachCollapseKeyIsSent() {
        double before = tidings.metric("tidings_events_collapsed_total");
        int keys = 10;
        try (RawSocket slow = connect("collapsing")) {
            for (int i = 0; i < EVENTS; i++) {
                String keyed = event(i).replace("\"data\"", "\"collapsekey\":\"k-" + i % keys + "\",\"data\"");
                log.send(Placement.MURMUR2, "collapsing", keyed);
            }
            log.event("collapsing", "last");
            log.flush();
            await().until(() -> tidings.metric("tidings_tail_lag_records") == 0);
            List<Integer> got = new ArrayList<>();
            for (String id = slow.next().getString("id");
                    !id.equals("last");
                    id = slow.next().getString("id")) {
                got.add(Integer.valueOf(id.substring(2)));
            }
            assertThat(got).isSorted().doesNotHaveDuplicates().hasSizeLessThan(EVENTS / 2);
            assertThat(got.subList(got.size() - keys, got.size()))
                    .as("the newest of each key")
                    .isEqualTo(IntStream.range(EVENTS - keys, EVENTS).boxed().toList());
            assertThat(tidings.metric("tidings_events_collapsed_total") - before)
                    .isEqualTo(EVENTS - got.size());
        }
    }

    /** As a phone at the edge of the network: whether it is closed in between or not, it misses and repeats nothing. */
    @Test
    void aReaderOfOneKilobyteASecondGetsEveryEventInOrder() {
        int events = 400;
        Set<Integer> ends = new HashSet<>();
        try (NetworkProxy network = NetworkProxy.to(tidings.port(), 1)) {
            URI uri = URI.create("ws://127.0.0.1:" + network.port() + "/ws");
            String token = issuer.token("trickle");
            TidingsClient client = TidingsClient.connecting(uri, token).join();
            network.throttle(1_024);
            produce("trickle", 0, events);
            long slowUntil = System.nanoTime() + Duration.ofSeconds(9).toNanos();
            for (int next = 0; next < events; ) {
                if (System.nanoTime() > slowUntil) {
                    network.pass();
                }
                JsonObject event = client.nextWithin(Duration.ofSeconds(1));
                WsClient.Closed end = client.socket().closed();
                if (event != null) {
                    assertThat(event.getString("id")).isEqualTo("e-" + next++);
                } else if (end != null) {
                    ends.add(end.code());
                    client = TidingsClient.connecting(URI.create(uri + "?cursor=" + client.cursor()), token)
                            .join();
                    assertThat(client.welcome().getBoolean("resumed")).isTrue();
                }
                assertThat(System.nanoTime())
                        .isLessThan(slowUntil + Duration.ofSeconds(60).toNanos());
            }
            assertBounded();
            client.close();
        }
        assertThat(ends)
                .as("closed as a slow reader, or so that its close frame was cut off")
                .isSubsetOf(4408, 1006);
    }

    @Test
    void aReaderThatTakesNothingIsClosedAndDisconnected() {
        double before = slowReaders();
        try (RawSocket never = connect("never")) {
            produce("never", 0, EVENTS);
            await().atMost(Duration.ofSeconds(20)).until(() -> slowReaders() == before + 1);
            // What the kernel holds still comes; then it is over, although no closing handshake can have been.
            never.awaitEnd();
            assertBounded();
        }
    }

    @Test
    void aSlowButSteadyReaderIsNotClosed() {
        double before = slowReaders();
        try (RawSocket steady = connect("steady")) {
            produce("steady", 0, EVENTS);
            long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
            int read = 0;
            for (int more = EVENTS; System.nanoTime() < end; more++) {
                // Something new wakes it all the time, and it never catches up.
                produce("steady", more, more + 1);
                for (int i = 0; i < 20; i++) {
                    assertThat(steady.next().getString("id")).isEqualTo("e-" + read++);
                }
                await().pollDelay(Duration.ofMillis(25)).until(() -> true);
            }
            assertThat(read).isLessThan(EVENTS);
            assertThat(slowReaders()).isEqualTo(before);
        }
    }

    @Test
    void aReaderBehindTheWindowIsClosedAndReplaysTheRest() {
        TestLog small = TestLog.create();
        try (TidingsProcess pod = small.readBy(instances.named("slow-reader-passed"))
                        .env("TIDINGS_WINDOW_MAX_BYTES", "4000000")
                        .startReady();
                RawSocket slow = connect(pod, "slow")) {
            for (int i = 0; i < EVENTS; i++) {
                small.send(Placement.MURMUR2, "slow", event(i));
            }
            small.flush();
            await().until(() -> pod.metric("tidings_records_received_total") >= EVENTS);
            Reader reader = new Reader();
            assertThat(reader.readToClose(slow)).isEqualTo(4408);
            assertThat(reader.events).isBetween(1, EVENTS - 1);
            try (TidingsClient again = TidingsClient.connect(pod, issuer.token("slow"), reader.cursor)) {
                assertThat(again.welcome().getBoolean("resumed")).isTrue();
                for (int i = reader.events; i < EVENTS; i++) {
                    assertThat(again.next().getString("id")).isEqualTo("e-" + i);
                }
            }
        }
    }

    /** Reads to the close frame, and keeps the cursor. */
    private static final class Reader {
        int events;

        @Nullable
        String cursor;

        int readToClose(RawSocket socket) {
            while (true) {
                RawSocket.Frame frame = socket.read();
                if (frame.opcode() == RawSocket.CLOSE) {
                    return frame.closeCode();
                }
                if (frame.opcode() == RawSocket.TEXT) {
                    assertThat(frame.json().getString("id")).isEqualTo("e-" + events);
                    events++;
                    cursor = frame.json().getString("cursor");
                }
            }
        }
    }
}
