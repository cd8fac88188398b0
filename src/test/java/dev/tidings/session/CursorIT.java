package dev.tidings.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TidingsTest(settings = "TIDINGS_WINDOW_MAX_BYTES=2000000")
class CursorIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Inject
    private static InstanceFactory instances;

    private static TidingsClient connect(String user, String cursor) {
        return TidingsClient.connect(tidings, issuer.mint(user).groups("staff").sign(), cursor);
    }

    private static TidingsClient connect(String user) {
        return TidingsClient.connect(tidings, issuer.mint(user).groups("staff").sign());
    }

    /** The session has opened, said why there is a gap, and gets what comes now. */
    private static void assertGap(TidingsClient client, String user, String reason) {
        assertThat(client.welcome().getBoolean("resumed")).isFalse();
        assertThat(client.welcome().getString("reason")).isEqualTo(reason);
        log.event(user, "live");
        assertThat(client.next().getString("id")).isEqualTo("live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%20", "zzz.zz", "1.2", "1.-", "1.1-1-1", "9999999999999999", "%00", "1.0-0."})
    void aMalformedCursorIsReportedAsInvalid(String garbage) {
        try (TidingsClient client = connect("garbage", garbage)) {
            assertGap(client, "garbage", "cursor-invalid");
        }
    }

    @Test
    void aCursorThatIsTooLongIsReportedAsInvalid() {
        try (TidingsClient client = connect("long", "1" + ".0-0".repeat(500))) {
            assertGap(client, "long", "cursor-invalid");
        }
    }

    @Test
    void aCursorOfAnotherLogIsReported() {
        TestLog other = TestLog.create();
        try (TidingsProcess elsewhere =
                        other.readBy(instances.named("cursor-other")).startReady();
                TidingsClient there = TidingsClient.connect(elsewhere, issuer.token("mover"));
                TidingsClient here = connect("mover", there.cursor())) {
            assertGap(here, "mover", "log-recreated");
        }
    }

    @Test
    void aCursorBeyondTheEndIsReportedAsInvalid() {
        try (TidingsClient first = connect("ahead")) {
            Cursor good = Cursor.parse(first.cursor()).orElseThrow();
            List<Position> beyond = good.positions().stream()
                    .map(position -> new Position(position.partition(), position.offset() + 1_000_000))
                    .toList();
            try (TidingsClient client = connect("ahead", new Cursor(good.epoch(), beyond).toString())) {
                assertGap(client, "ahead", "cursor-invalid");
            }
        }
    }

    @Test
    void aCursorOfAnUnknownPartitionIsReportedAsInvalid() {
        try (TidingsClient first = connect("nowhere")) {
            Cursor good = Cursor.parse(first.cursor()).orElseThrow();
            Position nowhere = new Position(new Partition(Topic.NOTIFICATIONS, 77), 0);
            try (TidingsClient client = connect("nowhere", new Cursor(good.epoch(), List.of(nowhere)).toString())) {
                assertGap(client, "nowhere", "cursor-invalid");
            }
        }
    }

    @Test
    void aCursorOlderThanTheWindowIsReplayedFromTheLog() {
        String old;
        try (TidingsClient client = connect("old")) {
            old = client.cursor();
        }
        log.event("old", "missed-1");
        log.event("old", "missed-2");
        for (int i = 0; i < 8_000; i++) {
            String filler = "{\"filler\":\"" + "x".repeat(1_000) + "\"}";
            log.send(i % 4, "f".getBytes(UTF_8), filler.getBytes(UTF_8));
        }
        log.flush();
        await().untilAsserted(() ->
                assertThat(tidings.metric("tidings_records_received_total")).isGreaterThan(8_000));
        try (TidingsClient client = connect("old", old)) {
            assertThat(client.welcome().getBoolean("resumed")).isTrue();
            assertThat(client.nextIds(2)).containsExactly("missed-1", "missed-2");
            log.event("old", "live");
            assertThat(client.next().getString("id")).isEqualTo("live");
        }
        assertThat(tidings.metric("tidings_window_bytes")).isLessThanOrEqualTo(2_000_000);
    }

    @Test
    void anotherUsersCursorDeliversOnlyOwnEvents() {
        try (TidingsClient carol = connect("carol")) {
            String cursor = carol.cursor();
            log.event("carol", "of-carol");
            assertThat(carol.next().getString("id")).isEqualTo("of-carol");
            log.event("dave", "of-dave");
            try (TidingsClient dave = connect("dave", cursor)) {
                log.announce("everyone", "of-all");
                List<String> got = new ArrayList<>();
                while (!got.contains("of-all")) {
                    got.add(dave.next().getString("id"));
                }
                assertThat(got).doesNotContain("of-carol");
                assertThat(dave.isQuiet()).isTrue();
            }
        }
    }

    @Test
    void aCursorResumesHomePartitionsAndAnnouncementsInOrder() {
        String user = userWithTwoHomes();
        String cursor;
        try (TidingsClient client = connect(user)) {
            write(user, 0, 10);
            assertInOrder(take(client, 40), 0, 10);
            cursor = client.cursor();
        }
        write(user, 10, 60);
        try (TidingsClient client = connect(user, cursor)) {
            assertThat(client.welcome().getBoolean("resumed")).isTrue();
            assertThat(client.welcome().containsKey("reason")).isFalse();
            assertInOrder(take(client, 200), 10, 60);
            write(user, 60, 70);
            assertInOrder(take(client, 40), 60, 70);
            assertThat(client.isQuiet()).isTrue();
        }
    }

    @Test
    void theCursorOfAnEventResumesRightAfterIt() {
        String user = userWithTwoHomes();
        try (TidingsClient client = connect(user)) {
            write(user, 0, 5);
            List<JsonObject> all = take(client, 20);
            for (int i = 0; i < all.size(); i++) {
                List<String> rest = all.subList(i + 1, all.size()).stream()
                        .map(e -> e.getString("id"))
                        .toList();
                try (TidingsClient resumed = connect(user, all.get(i).getString("cursor"))) {
                    assertThat(resumed.nextIds(rest.size())).containsExactlyInAnyOrderElementsOf(rest);
                    assertThat(resumed.nextWithin(Duration.ofMillis(20))).isNull();
                }
            }
        }
    }

    @Test
    void aMisplacedEventIsDeliveredAndItsPartitionJoinsTheCursor() {
        String user = userWithTwoHomes();
        int stray = log.strayPartition(user);
        double before = tidings.metric("tidings_records_misplaced_total");
        String cursor;
        try (TidingsClient client = connect(user)) {
            assertThat(names(client.cursor(), stray)).isFalse();
            log.eventIn(stray, user, "stray-1");
            assertThat(client.next().getString("id")).isEqualTo("stray-1");
            cursor = client.cursor();
            assertThat(names(cursor, stray)).isTrue();
            await().untilAsserted(() -> assertThat(tidings.metric("tidings_records_misplaced_total"))
                    .isEqualTo(before + 1));
        }
        log.eventIn(stray, user, "stray-2");
        try (TidingsClient client = connect(user, cursor)) {
            assertThat(client.next().getString("id")).isEqualTo("stray-2");
            assertThat(client.isQuiet()).isTrue();
        }
    }

    private static boolean names(String cursor, int notifications) {
        return Cursor.parse(cursor).orElseThrow().offsetIn(new Partition(Topic.NOTIFICATIONS, notifications)) >= 0;
    }

    private static String userWithTwoHomes() {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "user-" + Long.toString(System.nanoTime(), 36) + i)
                .filter(user -> Placement.MURMUR2.partition(user.getBytes(UTF_8), 4)
                        != Placement.CRC32.partition(user.getBytes(UTF_8), 4))
                .findFirst()
                .orElseThrow();
    }

    /** Four for each number: both placements, everyone, the group. */
    private static void write(String user, int from, int to) {
        for (int i = from; i < to; i++) {
            for (Placement placement : Placement.values()) {
                log.send(placement, user, TestLog.cloudEvent(placement + "-" + i));
            }
            log.sendAnnouncement("everyone", "all-" + i);
            log.sendAnnouncement("group:staff", "staff-" + i);
        }
        log.flush();
    }

    private static List<JsonObject> take(TidingsClient client, int count) {
        return IntStream.range(0, count).mapToObj(i -> client.next()).toList();
    }

    private static void assertInOrder(List<JsonObject> events, int from, int to) {
        for (String kind : List.of("MURMUR2", "CRC32", "all", "staff")) {
            List<String> expected =
                    IntStream.range(from, to).mapToObj(i -> kind + "-" + i).toList();
            assertThat(events.stream().map(e -> e.getString("id")).filter(id -> id.startsWith(kind + "-")))
                    .containsExactlyElementsOf(expected);
        }
    }
}
