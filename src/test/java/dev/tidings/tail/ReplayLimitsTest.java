package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partitioner;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Skipped;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a replay ends early: at its bounds, where records were deleted, and where the log is another. */
class ReplayLimitsTest {
    private final ReplayScene scene = new ReplayScene();
    private final Pod pod = scene.pod;
    private final PushLoop loop = scene.loop;
    private final FakeChannel alice = new FakeChannel();

    @Test
    void aSlowReaderHoldsAScanForABoundedTime() {
        String cursor = scene.cursorOf("alice");
        String json = "{\"text\":\"" + "x".repeat(10_000) + "\"}";
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ids.add(pod.notify(Partitioner.MURMUR2, "alice", json));
            pod.poll();
        }
        FakeChannel slow = new FakeChannel();
        slow.takeWrites(3);
        scene.open("alice", cursor, slow);
        scene.open("alice", cursor, alice);
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
        scene.open("alice", slow.cursor(), again);
        pod.replay();
        assertThat(again.ids()).isEqualTo(ids.subList(taken, ids.size()));
    }

    @Test
    void aGapBeyondTheBoundIsReportedWithItsRecords() {
        Pod small = new Pod(ReplayScene.WINDOW, null, 5_000);
        small.open(Pod.member("alice"), null, alice, loop).close(CloseReason.CLIENT_LEFT);
        for (int i = 0; i < 20_000; i++) {
            small.write(ReplayScene.HOME, "other", "{}");
            if (i % 1000 == 0) {
                small.poll();
            }
        }
        small.poll();
        FakeChannel again = new FakeChannel();
        small.open(Pod.member("alice"), alice.cursor(), again, loop);
        assertThat(again.welcome().gap()).isEqualTo(GapReason.CURSOR_TOO_OLD);
        assertThat(again.welcome().skipped()).containsExactly(new Skipped(ReplayScene.HOME, 0, 20_000));
    }

    @Test
    void recordsDeletedByRetentionAreAReportedGap() {
        String cursor = scene.cursorOf("alice");
        scene.write("alice", 3);
        scene.passTheWindow();
        pod.log.deleteBefore(Pod.topicPartition(ReplayScene.HOME), 1);
        scene.open("alice", cursor, alice);
        assertThat(alice.welcome().gap()).isEqualTo(GapReason.CURSOR_TOO_OLD);
        assertThat(alice.welcome().skipped())
                .contains(new Skipped(
                        ReplayScene.HOME,
                        0,
                        pod.windows.of(ReplayScene.HOME).orElseThrow().end()));
    }

    @Test
    void recordsDeletedDuringAScanCloseTheSession() {
        String cursor = scene.cursorOf("alice");
        scene.write("alice", 3);
        scene.passTheWindow();
        scene.open("alice", cursor, alice);
        assertThat(alice.welcome().resumed()).isTrue();
        pod.log.deleteBefore(Pod.topicPartition(ReplayScene.HOME), 2);
        pod.replay();
        assertThat(alice.closed()).isEqualTo(CloseReason.OVERLOADED);
        assertThat(alice.ids()).isEmpty();
        assertThat(pod.replayed.ended).containsEntry(ReplayOutcome.LOG_GONE, 1);
    }

    @Test
    void aRecreatedLogEndsTheScansOfTheOldOne() {
        String cursor = scene.cursorOf("alice");
        scene.write("alice", 3);
        scene.passTheWindow();
        scene.open("alice", cursor, alice);
        pod.windows.begin(Pod.EPOCH + 1);
        pod.replay();
        assertThat(alice.ids()).isEmpty();
        assertThat(alice.closed()).isEqualTo(CloseReason.MOVING_ON);
    }

    @Test
    void aScanThatTakesTooLongEndsAndTheClientResumes() {
        String cursor = scene.cursorOf("alice");
        List<String> ids = scene.write("alice", 500);
        scene.passTheWindow();
        scene.open("alice", cursor, alice);
        pod.replayPass(Duration.ZERO);
        pod.replayPass(Pod.GATHER.plusMillis(1));
        pod.replayPass(Duration.ofMinutes(2));
        assertThat(alice.closed()).isEqualTo(CloseReason.OVERLOADED);
        int taken = alice.received().size();
        assertThat(taken).isBetween(1, 499);
        assertThat(alice.toldCursors()).isNotEmpty();
        FakeChannel again = new FakeChannel();
        scene.open("alice", alice.cursor(), again);
        pod.replay();
        assertThat(again.ids()).isEqualTo(ids.subList(taken, 500));
    }
}
