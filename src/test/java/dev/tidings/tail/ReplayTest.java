package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.Skipped;
import dev.tidings.testkit.FakeChannel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Cursors that are older than the window, from the poll to the channel port; the broker is a log in memory. */
class ReplayTest {
    private static final Partition HOME = home("alice");
    private static final int WINDOW = 200_000;

    private final Pod pod = new Pod(WINDOW);
    private final PushLoop loop = pod.directLoop();
    private final FakeChannel alice = new FakeChannel();

    private static Partition home(String user) {
        return new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf(user, Pod.NOTIFICATIONS));
    }

    /** A cursor of that user from the log's beginning. */
    private String cursorOf(String user, String... groups) {
        FakeChannel channel = new FakeChannel();
        pod.open(Pod.member(user, groups), null, channel, loop).close(CloseReason.CLIENT_LEFT);
        return channel.cursor();
    }

    private Session open(String user, String cursor, FakeChannel channel) {
        return pod.open(Pod.member(user), cursor, channel, loop);
    }

    /** Records for others until the window has lost what was there before. */
    private void passTheWindow() {
        long before = pod.windows.of(HOME).orElseThrow().end();
        while (pod.windows.of(HOME).orElseThrow().start() <= before) {
            for (int j = 0; j < 100; j++) {
                pod.write(HOME, "other-" + j, "{}");
            }
            pod.poll();
        }
    }

    private List<String> write(String user, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(pod.notify(user));
        }
        pod.poll();
        return ids;
    }

    @Test
    void whatTheWindowHasLostIsReadAgainAndThenItGoesOnLive() {
        String cursor = cursorOf("alice");
        List<String> ids = write("alice", 100);
        passTheWindow();
        ids.addAll(write("alice", 10));
        open("alice", cursor, alice);
        assertThat(alice.welcome().resumed()).isTrue();
        ids.addAll(write("alice", 1));
        pod.replay();
        ids.addAll(write("alice", 5));
        assertThat(alice.ids()).isEqualTo(ids);
        assertThat(alice.closed()).isNull();
        assertThat(pod.replayed.ended).containsEntry(ReplayOutcome.REACHED_WINDOW, pod.replayed.requested.get());
        assertThat(pod.replayBytes()).isZero();
    }

    @Test
    void anEventWithoutAValueIsReadAgainToo() {
        String cursor = cursorOf("alice");
        RecordHeaders headers = new RecordHeaders();
        for (String[] each : new String[][] {{"specversion", "1.0"}, {"id", "1"}, {"source", "/s"}, {"type", "t"}}) {
            headers.add("ce-" + each[0], each[1].getBytes(UTF_8));
        }
        Partition home =
                new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf("alice", Pod.NOTIFICATIONS));
        pod.write(home, ByteBuffer.wrap("alice".getBytes(UTF_8)), null, headers);
        pod.poll();
        passTheWindow();
        open("alice", cursor, alice);
        pod.replay();
        assertThat(alice.ids()).containsExactly("1");
    }

    @Test
    void whoHasMissedNothingGetsNothingAndIsLive() {
        String cursor = cursorOf("alice");
        passTheWindow();
        open("alice", cursor, alice);
        pod.replay();
        assertThat(alice.welcome().resumed()).isTrue();
        assertThat(alice.ids()).isEmpty();
        List<String> ids = write("alice", 1);
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void eachCursorOnTheWayIsOneToGoOnFrom() {
        String cursor = cursorOf("alice");
        List<String> ids = write("alice", 20);
        passTheWindow();
        open("alice", cursor, alice);
        pod.replay();
        for (int i = 0; i < 20; i++) {
            FakeChannel again = new FakeChannel();
            open("alice", alice.received().get(i).cursor(), again);
            pod.replay();
            assertThat(again.ids()).as("after event %d", i).isEqualTo(ids.subList(i + 1, 20));
        }
    }

    @Test
    void allWhoComeTogetherShareOneScanOfAPartition() {
        List<String> users = new ArrayList<>();
        for (int i = 0; users.size() < 200; i++) {
            if (home("user-" + i).equals(HOME)
                    && home(Partitioner.CRC32, "user-" + i).equals(HOME)) {
                users.add("user-" + i);
            }
        }
        List<String> cursors = users.stream().map(user -> cursorOf(user)).toList();
        users.forEach(user -> write(user, 3));
        passTheWindow();
        List<FakeChannel> channels = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            FakeChannel channel = new FakeChannel();
            open(users.get(i), cursors.get(i), channel);
            channels.add(channel);
        }
        pod.replay();
        assertThat(channels).allSatisfy(channel -> assertThat(channel.ids()).hasSize(3));
        assertThat(pod.replayed.scans).isEqualTo(1);
        assertThat(pod.replayed.kept).isEqualTo(600);
    }

    private static Partition home(Partitioner placement, String user) {
        return new Partition(Topic.NOTIFICATIONS, placement.partitionOf(user, Pod.NOTIFICATIONS));
    }

    @Test
    void whoComesLaterThanTheScanHasReadIsServedByTheNextOne() {
        String early = cursorOf("alice");
        List<String> ids = write("alice", 100);
        String bobsCursor = cursorOf("alice");
        passTheWindow();
        FakeChannel late = new FakeChannel();
        open("alice", bobsCursor, alice);
        pod.replayPass(Duration.ZERO);
        pod.replayPass(Pod.GATHER.plusMillis(1));
        open("alice", early, late);
        pod.replay();
        pod.replay();
        assertThat(alice.ids()).isEmpty();
        assertThat(late.ids()).isEqualTo(ids);
        assertThat(pod.replayed.scans).isEqualTo(2);
    }

    @Test
    void aSlowReaderHoldsTheScanOnlyForSoLongAndIsThenClosed() {
        String cursor = cursorOf("alice");
        String json = "{\"text\":\"" + "x".repeat(10_000) + "\"}";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ids.add(pod.notify(Partitioner.MURMUR2, "alice", json));
            pod.poll();
        }
        FakeChannel slow = new FakeChannel();
        slow.takeWrites(3);
        open("alice", cursor, slow);
        open("alice", cursor, alice);
        pod.replay();
        assertThat(pod.replayBytes()).isBetween(1L, ReplayLimits.SMALLEST_BUFFER + 300_000L);
        assertThat(alice.received()).hasSizeBetween(50, 200);
        assertThat(slow.closed()).isNull();
        pod.replayPass(Pod.PATIENCE.plusMillis(1));
        assertThat(slow.closed()).isEqualTo(CloseReason.SLOW_READER);
        pod.replay();
        assertThat(alice.ids()).isEqualTo(ids);
        assertThat(alice.closed()).isNull();
        int taken = slow.received().size();
        FakeChannel again = new FakeChannel();
        open("alice", slow.cursor(), again);
        pod.replay();
        assertThat(again.ids()).isEqualTo(ids.subList(taken, ids.size()));
    }

    @Test
    void beyondTheBoundTheGapIsToldWithItsRecords() {
        Pod small = new Pod(WINDOW, null, 5_000);
        small.open(Pod.member("alice"), null, alice, loop).close(CloseReason.CLIENT_LEFT);
        for (int i = 0; i < 20_000; i++) {
            small.write(HOME, "other", "{}");
            if (i % 1000 == 0) {
                small.poll();
            }
        }
        small.poll();
        FakeChannel again = new FakeChannel();
        small.open(Pod.member("alice"), alice.cursor(), again, loop);
        assertThat(again.welcome().gap()).isEqualTo(GapReason.CURSOR_TOO_OLD);
        assertThat(again.welcome().skipped()).containsExactly(new Skipped(HOME, 0, 20_000));
    }

    @Test
    void whatRetentionHasDeletedIsAGapThatIsTold() {
        String cursor = cursorOf("alice");
        write("alice", 3);
        passTheWindow();
        pod.log.deleteBefore(Pod.topicPartition(HOME), 1);
        open("alice", cursor, alice);
        assertThat(alice.welcome().gap()).isEqualTo(GapReason.CURSOR_TOO_OLD);
        assertThat(alice.welcome().skipped())
                .contains(
                        new Skipped(HOME, 0, pod.windows.of(HOME).orElseThrow().end()));
    }

    @Test
    void whatIsDeletedBeforeTheScanComesToItClosesTheSessionSoThatItIsTold() {
        String cursor = cursorOf("alice");
        write("alice", 3);
        passTheWindow();
        open("alice", cursor, alice);
        assertThat(alice.welcome().resumed()).isTrue();
        pod.log.deleteBefore(Pod.topicPartition(HOME), 2);
        pod.replay();
        assertThat(alice.closed()).isEqualTo(CloseReason.OVERLOADED);
        assertThat(alice.ids()).isEmpty();
        assertThat(pod.replayed.ended).containsEntry(ReplayOutcome.LOG_GONE, 1);
    }

    @Test
    void aLogMadeAnewEndsTheScansOfTheOldOne() {
        String cursor = cursorOf("alice");
        write("alice", 3);
        passTheWindow();
        open("alice", cursor, alice);
        pod.windows.begin(Pod.EPOCH + 1);
        pod.replay();
        assertThat(alice.ids()).isEmpty();
        assertThat(alice.closed()).isEqualTo(CloseReason.MOVING_ON);
    }

    @Test
    void aScanThatTakesTooLongEndsAndTheClientGoesOnFromThePlaceItGotTo() {
        String cursor = cursorOf("alice");
        List<String> ids = write("alice", 500);
        passTheWindow();
        open("alice", cursor, alice);
        pod.replayPass(Duration.ZERO);
        pod.replayPass(Pod.GATHER.plusMillis(1));
        pod.replayPass(Duration.ofMinutes(2));
        assertThat(alice.closed()).isEqualTo(CloseReason.OVERLOADED);
        int taken = alice.received().size();
        assertThat(taken).isBetween(1, 499);
        assertThat(alice.toldCursors()).isNotEmpty();
        FakeChannel again = new FakeChannel();
        open("alice", alice.cursor(), again);
        pod.replay();
        assertThat(again.ids()).isEqualTo(ids.subList(taken, 500));
    }

    @Test
    void aPartitionThatWasAddedIsReadAfterTheOldHomeHasComeToItsEnd() {
        String cursor = cursorOf("alice");
        List<String> ids = write("alice", 30);
        passTheWindow();
        int more = IntStream.iterate(Pod.NOTIFICATIONS + 1, i -> i + 1)
                .filter(i -> Partitioner.MURMUR2.partitionOf("alice", i) >= Pod.NOTIFICATIONS)
                .findFirst()
                .orElseThrow();
        Partition newHome = new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf("alice", more));
        pod.addPartitions(Pod.NOTIFICATIONS, more);
        for (int i = 0; i < 5; i++) {
            ids.add(pod.write(newHome, "alice", "{}"));
        }
        pod.poll();
        open("alice", cursor, alice);
        assertThat(alice.ids()).isEmpty();
        pod.replay();
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void aLoopThatComesToItAfterTheScanHasEndedGetsItAllTheSame() {
        String cursor = cursorOf("alice");
        List<String> ids = write("alice", 30);
        passTheWindow();
        List<Runnable> tasks = new ArrayList<>();
        pod.open(Pod.member("alice"), cursor, alice, pod.loop(tasks::add));
        tasks.forEach(Runnable::run);
        tasks.clear();
        pod.log.recordsAtATime(100_000);
        pod.replay();
        assertThat(alice.ids()).isEmpty();
        tasks.forEach(Runnable::run);
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void whoLeavesMeanwhileIsWaitedForByNobody() {
        String cursor = cursorOf("alice");
        write("alice", 100);
        passTheWindow();
        Session session = open("alice", cursor, alice);
        pod.replayPass(Duration.ZERO);
        session.close(CloseReason.CLIENT_LEFT);
        pod.replay();
        assertThat(alice.ids()).isEmpty();
        assertThat(pod.replayed.scans).isZero();
        assertThat(pod.replayed.ended).containsEntry(ReplayOutcome.SESSION_CLOSED, 1);
    }
}
