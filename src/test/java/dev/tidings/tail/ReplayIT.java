package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cursors that are older than the window, against a real broker. */
@TidingsTest(settings = "TIDINGS_WINDOW_MAX_BYTES=1000000")
class ReplayIT {
    private static final int FILLERS = 10_000;

    @Inject
    private static Issuer issuer;

    @Inject
    private static InstanceFactory instances;

    private TestLog log = TestLog.create();
    private int filled;

    private TidingsProcess.Setup tidings(String name) {
        return log.readBy(instances.named(name));
    }

    private TidingsClient connect(TidingsProcess tidings, String user, String cursor) {
        return TidingsClient.connect(tidings, issuer.mint(user).sign(), cursor);
    }

    private String cursorOf(TidingsProcess tidings, String user) {
        try (TidingsClient client =
                TidingsClient.connect(tidings, issuer.mint(user).sign())) {
            return client.cursor();
        }
    }

    /** Records for nobody, more than the window holds. */
    private void fill(TidingsProcess tidings) {
        byte[] filler = ("{\"filler\":\"" + "x".repeat(200) + "\"}").getBytes(UTF_8);
        for (int i = 0; i < FILLERS; i++) {
            log.send(i % 4, ("other-" + i).getBytes(UTF_8), filler);
        }
        log.flush();
        filled += FILLERS;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tidings.metric("tidings_records_received_total"))
                        .isGreaterThanOrEqualTo(filled));
    }

    @Test
    void sessionsThatResumeTogetherShareOneScanOfEachPartition() {
        List<String> users = IntStream.range(0, 60).mapToObj(i -> "user-" + i).toList();
        try (TidingsProcess tidings =
                tidings("replay").env("TIDINGS_REPLAY_GATHER", "5s").startReady()) {
            List<String> cursors =
                    users.stream().map(user -> cursorOf(tidings, user)).toList();
            for (int i = 0; i < 3; i++) {
                for (String user : users) {
                    log.send(i == 1 ? Placement.CRC32 : Placement.MURMUR2, user, TestLog.cloudEvent("e-" + i));
                }
                fill(tidings);
            }
            List<TidingsClient> clients = new ArrayList<>();
            for (int i = 0; i < users.size(); i++) {
                clients.add(connect(tidings, users.get(i), cursors.get(i)));
            }
            for (TidingsClient client : clients) {
                assertThat(client.welcome().getBoolean("resumed")).isTrue();
                List<String> ids = client.nextIds(3);
                assertThat(ids).containsExactlyInAnyOrder("e-0", "e-1", "e-2").containsSubsequence("e-0", "e-2");
            }
            // Four with notifications, and those of announcements only where their window is not complete.
            assertThat(tidings.metric("tidings_replay_scans_total")).isEqualTo(4);
            assertThat(tidings.metric("tidings_replay_kept_total")).isEqualTo(180);
            users.forEach(user -> log.plain(user, "{\"n\":\"live\"}"));
            clients.forEach(
                    client -> assertThat(client.next().getJsonObject("data").getString("n"))
                            .isEqualTo("live"));
            clients.forEach(TidingsClient::close);
        }
    }

    @Test
    void aFreshPodServesCursorsFromBeforeItsWindow() {
        String cursor;
        try (TidingsProcess first = tidings("replay-first").startReady()) {
            cursor = cursorOf(first, "alice");
            log.plain("alice", "{\"n\":1}");
            fill(first);
        }
        try (TidingsProcess second = tidings("replay-second").startReady();
                TidingsClient alice = connect(second, "alice", cursor)) {
            assertThat(alice.welcome().getBoolean("resumed")).isTrue();
            assertThat(alice.next().getJsonObject("data").getInteger("n")).isEqualTo(1);
        }
    }

    @Test
    void aGapBeyondTheBoundIsReportedWithItsRecords() {
        try (TidingsProcess tidings =
                tidings("replay-bound").env("TIDINGS_REPLAY_MAX_RECORDS", "100").startReady()) {
            String cursor = cursorOf(tidings, "alice");
            fill(tidings);
            try (TidingsClient alice = connect(tidings, "alice", cursor)) {
                JsonObject welcome = alice.welcome();
                assertThat(welcome.getString("reason")).isEqualTo("cursor-too-old");
                JsonArray skipped = welcome.getJsonArray("skipped");
                assertThat(skipped).isNotEmpty();
                JsonObject range = skipped.getJsonObject(0);
                assertThat(range.getString("topic")).isEqualTo("notifications");
                assertThat(range.getLong("from")).isZero();
                assertThat(range.getLong("to")).isEqualTo(FILLERS / 4);
            }
        }
    }

    @Test
    void recordsDeletedByTheBrokerAreAReportedGap() {
        try (TidingsProcess tidings = tidings("replay-deleted").startReady()) {
            String cursor = cursorOf(tidings, "alice");
            fill(tidings);
            for (int partition = 0; partition < 4; partition++) {
                log.broker().deleteRecordsBefore(log.notifications(), partition, 10);
            }
            try (TidingsClient alice = connect(tidings, "alice", cursor)) {
                assertThat(alice.welcome().getString("reason")).isEqualTo("cursor-too-old");
            }
        }
    }

    @Test
    void aBrokerOutageDelaysAReplayWithoutLoss() {
        try (Broker broker = Broker.own()) {
            log = TestLog.create(broker);
            try (TidingsProcess tidings = tidings("replay-outage").startReady()) {
                String cursor = cursorOf(tidings, "alice");
                log.plain("alice", "{\"n\":1}");
                fill(tidings);
                try (TidingsClient alice = connect(tidings, "alice", cursor)) {
                    assertThat(alice.welcome().getBoolean("resumed")).isTrue();
                    broker.stop();
                    broker.start();
                    assertThat(alice.next().getJsonObject("data").getInteger("n"))
                            .isEqualTo(1);
                    // Of the user's other partitions the log may still be read.
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> tidings.metric("tidings_replay_ended_total", "outcome", "reached-window")
                                    == tidings.metric("tidings_replay_requested_total"));
                }
            }
        }
    }
}
