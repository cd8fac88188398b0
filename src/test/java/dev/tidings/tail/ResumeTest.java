package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.GapReason;
import dev.tidings.session.LogExtent;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Cursors: where a session resumes, and which cursors it cannot resume from. */
class ResumeTest {
    private static final long LARGE = 64 << 20;

    private final Pod pod = new Pod(LARGE);
    private final PushLoop loop = pod.directLoop();
    private final FakeChannel alice = new FakeChannel();
    private final FakeChannel bob = new FakeChannel();

    private Session open(Pod where, String user, @Nullable String cursor, FakeChannel channel) {
        return where.open(Pod.member(user), cursor, channel, where.directLoop());
    }

    @Test
    void aCursorResumesWithAllLaterEvents() {
        pod.open(Pod.member("alice"), null, alice, loop).close(CloseReason.CLIENT_LEFT);
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            missed.add(pod.notify("alice"));
            pod.notify("somebody-" + i);
        }
        pod.poll();
        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), alice.cursor(), again, loop);
        assertThat(again.welcome().resumed()).isTrue();
        assertThat(again.ids()).isEqualTo(missed);
        assertThat(again.writes()).hasSizeLessThan(30);
    }

    @Test
    void theCursorOfAnEventResumesRightAfterIt() {
        pod.open(Pod.member("alice", "staff"), null, alice, loop);
        for (int i = 0; i < 20; i++) {
            pod.notify("alice");
            pod.notify(Partitioner.CRC32, "alice", "{}");
            pod.announce("everyone");
            pod.announce("group:staff");
            if (i % 3 == 0) {
                pod.poll();
            }
        }
        pod.poll();
        List<String> all = alice.ids();
        assertThat(all).hasSize(80);
        for (int i = 0; i < all.size(); i++) {
            FakeChannel again = new FakeChannel();
            Session session = pod.open(
                    Pod.member("alice", "staff"), alice.received().get(i).cursor(), again, loop);
            assertThat(again.ids()).containsExactlyInAnyOrderElementsOf(all.subList(i + 1, all.size()));
            session.close(CloseReason.CLIENT_LEFT);
        }
    }

    @Test
    void theCursorOfAnIdleSessionFollowsTheLog() {
        Pod small = new Pod(200_000);
        open(small, "alice", null, alice);
        for (int i = 0; i < 40_000; i++) {
            small.notify("other-" + i % 100);
            if (i % 1000 == 0) {
                small.poll();
            }
        }
        small.notify("alice");
        small.poll();
        assertThat(small.windows.dropped()).isPositive();
        FakeChannel again = new FakeChannel();
        open(small, "alice", alice.cursor(), again);
        assertThat(again.welcome().resumed()).as("%s", again.welcome()).isTrue();
    }

    @Test
    void aMisplacedEventIsPushedAndItsPartitionJoinsTheCursor() {
        Partition elsewhere = elsewhere("alice");
        pod.open(Pod.member("alice"), null, alice, loop);
        String id = pod.write(elsewhere, "alice", "{}");
        pod.poll();
        assertThat(alice.ids()).containsExactly(id);
        String next = pod.write(elsewhere, "alice", "{}");
        pod.poll();
        FakeChannel again = new FakeChannel();
        pod.open(Pod.member("alice"), alice.received().get(0).cursor(), again, loop);
        assertThat(again.ids()).containsExactly(next);
    }

    private static Partition elsewhere(String user) {
        for (int i = 0; i < Pod.NOTIFICATIONS; i++) {
            if (i != Partitioner.MURMUR2.partitionOf(user, Pod.NOTIFICATIONS)
                    && i != Partitioner.CRC32.partitionOf(user, Pod.NOTIFICATIONS)) {
                return new Partition(Topic.NOTIFICATIONS, i);
            }
        }
        throw new AssertionError("no partition is outside of the homes of " + user);
    }

    @Test
    void aCursorAheadOfThisPodWaitsForTheBrokersEnd() {
        CompletableFuture<LogExtent> word = new CompletableFuture<>();
        Pod behind = new Pod(LARGE, () -> word);
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        String ahead = bob.cursor().replaceAll("-0", "-5");
        open(behind, "alice", ahead, alice);
        for (int i = 0; i < 7; i++) {
            behind.notify("alice");
        }
        behind.poll();
        word.complete(behind.extentUpTo(10));
        assertThat(alice.welcome().resumed()).isTrue();
        int home = Partitioner.MURMUR2.partitionOf("alice", Pod.NOTIFICATIONS);
        assertThat(alice.ids()).containsExactly(home + "-5", home + "-6");
    }

    @Test
    void anEventBehindTheCursorInTheSamePollIsPushed() {
        Pod behind = new Pod(LARGE, () -> CompletableFuture.completedFuture(pod.extentUpTo(10)));
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        open(behind, "alice", bob.cursor().replaceAll("-0", "-5"), alice);
        assertThat(alice.welcome().resumed()).isTrue();
        for (int i = 0; i < 7; i++) {
            behind.notify("alice");
        }
        behind.poll();
        int home = Partitioner.MURMUR2.partitionOf("alice", Pod.NOTIFICATIONS);
        assertThat(alice.ids()).containsExactly(home + "-5", home + "-6");
    }

    @Test
    void aCursorBeyondTheLogsEndIsInvalid() {
        Pod behind = new Pod(LARGE);
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        open(behind, "alice", bob.cursor().replaceAll("-0", "-5"), alice);
        behind.refreshLayout();
        assertThat(alice.welcome().gap()).isEqualTo(GapReason.CURSOR_INVALID);
        String id = behind.notify("alice");
        behind.poll();
        assertThat(alice.ids()).containsExactly(id);
    }

    @Test
    void aCursorOfAnAddedPartitionWaitsForTheNextLayout() {
        Pod behind = new Pod(LARGE);
        Partition added = new Partition(Topic.NOTIFICATIONS, Pod.NOTIFICATIONS);
        open(behind, "alice", null, bob).close(CloseReason.CLIENT_LEFT);
        String cursor = bob.cursor() + "." + Integer.toString(added.id(), 32) + "-1";
        open(behind, "alice", cursor, alice);
        assertThat(alice.hasWelcome()).isFalse();
        behind.addPartitions(Pod.NOTIFICATIONS, Pod.NOTIFICATIONS + 1);
        behind.write(added, "alice", "1");
        String second = behind.write(added, "alice", "2");
        behind.poll();
        behind.refreshLayout();
        assertThat(alice.welcome().resumed()).isTrue();
        assertThat(alice.ids()).containsExactly(second);
    }

    @Test
    void cursorsOfOtherLogsAndMalformedOnesAreReported() {
        assertThat(gap("5.0-0")).isEqualTo(GapReason.LOG_RECREATED);
        assertThat(gap("nonsense!")).isEqualTo(GapReason.CURSOR_INVALID);
        assertThat(gap("2d.vv-0")).isEqualTo(GapReason.CURSOR_INVALID);
        assertThat(gap("2d")).isNull();
    }

    private @Nullable GapReason gap(String cursor) {
        FakeChannel channel = new FakeChannel();
        open(pod, "alice", cursor, channel);
        pod.refreshLayout();
        return channel.welcome().gap();
    }
}
