package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
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
    private final ReplayScene scene = new ReplayScene();
    private final Pod pod = scene.pod;
    private final FakeChannel alice = new FakeChannel();

    @Test
    void aSessionReplaysOldRecordsAndContinuesLive() {
        String cursor = scene.cursorOf("alice");
        List<String> ids = scene.write("alice", 100);
        scene.passTheWindow();
        ids.addAll(scene.write("alice", 10));
        scene.open("alice", cursor, alice);
        assertThat(alice.welcome().resumed()).isTrue();
        ids.addAll(scene.write("alice", 1));
        pod.replay();
        ids.addAll(scene.write("alice", 5));
        assertThat(alice.ids()).isEqualTo(ids);
        assertThat(alice.closed()).isNull();
        assertThat(pod.replayed.ended).containsEntry(ReplayOutcome.REACHED_WINDOW, pod.replayed.requested.get());
        assertThat(pod.replayBytes()).isZero();
    }

    @Test
    void anEventWithoutAValueIsReplayed() {
        String cursor = scene.cursorOf("alice");
        RecordHeaders headers = new RecordHeaders();
        for (String[] each : new String[][] {{"specversion", "1.0"}, {"id", "1"}, {"source", "/s"}, {"type", "t"}}) {
            headers.add("ce-" + each[0], each[1].getBytes(UTF_8));
        }
        pod.write(ReplayScene.HOME, ByteBuffer.wrap("alice".getBytes(UTF_8)), null, headers);
        pod.poll();
        scene.passTheWindow();
        scene.open("alice", cursor, alice);
        pod.replay();
        assertThat(alice.ids()).containsExactly("1");
    }

    @Test
    void aSessionThatMissedNothingIsLive() {
        String cursor = scene.cursorOf("alice");
        scene.passTheWindow();
        scene.open("alice", cursor, alice);
        pod.replay();
        assertThat(alice.welcome().resumed()).isTrue();
        assertThat(alice.ids()).isEmpty();
        List<String> ids = scene.write("alice", 1);
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void everyCursorOfAReplayCanBeResumed() {
        String cursor = scene.cursorOf("alice");
        List<String> ids = scene.write("alice", 20);
        scene.passTheWindow();
        scene.open("alice", cursor, alice);
        pod.replay();
        for (int i = 0; i < 20; i++) {
            FakeChannel again = new FakeChannel();
            scene.open("alice", alice.received().get(i).cursor(), again);
            pod.replay();
            assertThat(again.ids()).as("after event %d", i).isEqualTo(ids.subList(i + 1, 20));
        }
    }

    @Test
    void sessionsThatResumeTogetherShareAScan() {
        List<String> users = new ArrayList<>();
        for (int i = 0; users.size() < 200; i++) {
            if (Pod.home("user-" + i).equals(ReplayScene.HOME)
                    && home(Partitioner.CRC32, "user-" + i).equals(ReplayScene.HOME)) {
                users.add("user-" + i);
            }
        }
        List<String> cursors = users.stream().map(user -> scene.cursorOf(user)).toList();
        users.forEach(user -> scene.write(user, 3));
        scene.passTheWindow();
        List<FakeChannel> channels = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            FakeChannel channel = new FakeChannel();
            scene.open(users.get(i), cursors.get(i), channel);
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
    void aSessionBehindTheScanIsServedByTheNextOne() {
        String early = scene.cursorOf("alice");
        List<String> ids = scene.write("alice", 100);
        String bobsCursor = scene.cursorOf("alice");
        scene.passTheWindow();
        FakeChannel late = new FakeChannel();
        scene.open("alice", bobsCursor, alice);
        pod.replayPass(Duration.ZERO);
        pod.replayPass(Pod.GATHER.plusMillis(1));
        scene.open("alice", early, late);
        pod.replay();
        pod.replay();
        assertThat(alice.ids()).isEmpty();
        assertThat(late.ids()).isEqualTo(ids);
        assertThat(pod.replayed.scans).isEqualTo(2);
    }

    @Test
    void anAddedHomeIsReplayedAfterTheOldOne() {
        String cursor = scene.cursorOf("alice");
        List<String> ids = scene.write("alice", 30);
        scene.passTheWindow();
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
        scene.open("alice", cursor, alice);
        assertThat(alice.ids()).isEmpty();
        pod.replay();
        assertThat(alice.ids()).isEqualTo(ids);
    }

    @Test
    void aBusyLoopGetsTheRecordsOfAnEndedScan() {
        String cursor = scene.cursorOf("alice");
        List<String> ids = scene.write("alice", 30);
        scene.passTheWindow();
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
    void noScanWaitsForAClosedSession() {
        String cursor = scene.cursorOf("alice");
        scene.write("alice", 100);
        scene.passTheWindow();
        Session session = scene.open("alice", cursor, alice);
        pod.replayPass(Duration.ZERO);
        session.close(CloseReason.CLIENT_LEFT);
        pod.replay();
        assertThat(alice.ids()).isEmpty();
        assertThat(pod.replayed.scans).isZero();
        assertThat(pod.replayed.ended).containsEntry(ReplayOutcome.SESSION_CLOSED, 1);
    }
}
