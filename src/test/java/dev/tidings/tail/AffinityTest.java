package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import dev.tidings.event.Topic;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pod that reads of the notifications what its sessions need, and nothing else. */
class AffinityTest {
    private static final Duration LINGER = Duration.ofMinutes(5);

    private final Pod pod = Pod.affine(64 << 20, 1_000_000, LINGER);
    private final PushLoop loop = pod.directLoop();
    private final FakeChannel channel = new FakeChannel();

    private Session open(String user, @Nullable String cursor, FakeChannel to) {
        return pod.open(Pod.member(user), cursor, to, loop);
    }

    private static Partition home(Partitioner partitioner, String user) {
        return new Partition(Topic.NOTIFICATIONS, partitioner.partitionOf(user, Pod.NOTIFICATIONS));
    }

    private static Set<Partition> homes(String user) {
        return Set.of(Partitioner.MURMUR2, Partitioner.CRC32).stream()
                .map(partitioner -> home(partitioner, user))
                .collect(Collectors.toSet());
    }

    private Set<Partition> read() {
        return pod.windows.all().stream()
                .map(window -> window.partition())
                .filter(partition -> partition.topic() == Topic.NOTIFICATIONS)
                .collect(Collectors.toSet());
    }

    /** Long enough for the tail to look whom nobody needs. */
    private void pass(Duration time) {
        pod.clock.advance(time);
        pod.look();
    }

    @Test
    void withoutSessionsOnlyTheAnnouncementsAreRead() {
        assertThat(read()).isEmpty();
        assertThat(pod.windows.all()).hasSize(Pod.ANNOUNCEMENTS);
        assertThat(pod.sessions.canBegin()).isTrue();
        pod.notify("nobody");
        pod.poll();
        assertThat(pod.outcomes.received).isZero();
    }

    @Test
    void aSessionWaitsForItsHomePartitions() {
        pod.notify("alice");
        Session session = open("alice", null, channel);
        assertThat(session.state()).isInstanceOf(SessionState.Opening.class);
        pod.notify("alice");
        pod.cover();
        assertThat(read()).isEqualTo(homes("alice"));
        assertThat(channel.welcome().resumed()).isFalse();
        String id = pod.notify("alice");
        String other = pod.notify(Partitioner.CRC32, "alice", "{}");
        pod.poll();
        assertThat(channel.ids()).containsExactlyInAnyOrder(id, other);
    }

    @Test
    void eventsWrittenDuringTheStartOfAPartitionAreNotLost() {
        open("alice", null, channel);
        pod.look();
        pod.notify("alice");
        pod.look();
        assertThat(channel.hasWelcome()).isTrue();
        String id = pod.notify("alice");
        pod.poll();
        assertThat(channel.ids()).endsWith(id);
    }

    @Test
    void aCursorOfAnotherPodIsReplayedAndThenLive() {
        Pod other = Pod.affine(64 << 20, 1_000_000, LINGER);
        FakeChannel there = new FakeChannel();
        other.open(Pod.member("alice"), null, there, other.directLoop());
        other.cover();
        String missed = pod.notify("alice");
        open("alice", there.cursor(), channel);
        pod.cover();
        assertThat(channel.welcome().resumed()).isTrue();
        pod.replay();
        assertThat(channel.ids()).containsExactly(missed);
        String live = pod.notify("alice");
        pod.poll();
        assertThat(channel.ids()).containsExactly(missed, live);
    }

    @Test
    void aPartitionIsReadForAWhileAfterItsLastSession() {
        open("alice", null, channel);
        pod.cover();
        String cursor = channel.cursor();
        pod.sessions.closeAll(Duration.ZERO);
        pass(LINGER.minusSeconds(2));
        assertThat(read()).isEqualTo(homes("alice"));
        open("alice", cursor, new FakeChannel());
        pass(LINGER.multipliedBy(2));
        assertThat(read()).isEqualTo(homes("alice"));
        pod.sessions.closeAll(Duration.ZERO);
        pass(LINGER);
        assertThat(read()).isEmpty();
    }

    @Test
    void aReleasedPartitionIsReadAgainWithoutAGap() {
        open("alice", null, channel);
        pod.cover();
        pod.notify("alice");
        pod.poll();
        pod.sessions.closeAll(Duration.ZERO);
        pass(LINGER);
        String missed = pod.notify("alice");
        FakeChannel again = new FakeChannel();
        open("alice", channel.cursor(), again);
        pod.cover();
        String live = pod.notify("alice");
        pod.poll();
        pod.replay();
        assertThat(again.ids()).containsExactly(missed, live);
    }

    @Test
    void aSessionClosedWhileWaitingLeavesNothingBehind() {
        Session session = open("alice", null, channel);
        session.close(CloseReason.CONNECTION_LOST);
        pod.cover();
        assertThat(read()).isEmpty();
        session = open("alice", null, new FakeChannel());
        pod.look();
        session.close(CloseReason.CONNECTION_LOST);
        pod.look();
        pass(LINGER);
        assertThat(read()).isEmpty();
    }

    @Test
    void aMisplacedRecordKeepsItsPartitionRead() {
        String neighbour = neighbourOf("alice");
        open("alice", null, channel);
        Session other = open(neighbour, null, new FakeChannel());
        pod.cover();
        Partition elsewhere = homes(neighbour).stream()
                .filter(partition -> !homes("alice").contains(partition))
                .findFirst()
                .orElseThrow();
        String id = pod.write(elsewhere, "alice", "{}");
        pod.poll();
        assertThat(channel.ids()).containsExactly(id);
        other.close(CloseReason.CONNECTION_LOST);
        pass(LINGER.multipliedBy(2));
        assertThat(read()).contains(elsewhere).containsAll(homes("alice"));
        String next = pod.write(elsewhere, "alice", "{}");
        pod.poll();
        assertThat(channel.ids()).containsExactly(id, next);
    }

    private static String neighbourOf(String user) {
        for (int i = 0; ; i++) {
            if (!homes(user).containsAll(homes("user-" + i))) {
                return "user-" + i;
            }
        }
    }

    @Test
    void aSessionWhoseHomeMovesIsClosedAtItsSlotAndMissesNoEvent() {
        String mover = mover();
        Session session = open(mover, null, channel);
        pod.cover();
        pod.addPartitions(Pod.NOTIFICATIONS, 2 * Pod.NOTIFICATIONS);
        pod.sessions.restart(Duration.ofSeconds(20));
        String first = pod.write(addedHome(mover), mover, "{}");
        needToo(addedHome(mover));
        String second = pod.write(addedHome(mover), mover, "{}");
        pod.poll();
        assertThat(session.state()).isInstanceOf(SessionState.Draining.class);
        assertThat(channel.ids()).isEmpty();
        pod.clock.advance(Duration.ofSeconds(21));
        for (int i = 0; i < PushLoop.SLICES; i++) {
            loop.tick(pod.clock.millis());
        }
        assertThat(channel.closed()).isEqualTo(CloseReason.MOVING_ON);
        assertHasAllAfterReturn(mover, first, second);
    }

    @Test
    void aRecordInAnAddedHomeClosesASessionWithoutASlotAtOnce() {
        String mover = mover();
        open(mover, null, channel);
        pod.cover();
        pod.addPartitions(Pod.NOTIFICATIONS, 2 * Pod.NOTIFICATIONS);
        String first = pod.write(addedHome(mover), mover, "{}");
        needToo(addedHome(mover));
        String second = pod.write(addedHome(mover), mover, "{}");
        pod.poll();
        assertThat(channel.closed()).isEqualTo(CloseReason.MOVING_ON);
        assertThat(channel.ids()).isEmpty();
        assertHasAllAfterReturn(mover, first, second);
    }

    /** Somebody else has come who lives there. */
    private void needToo(Partition partition) {
        var unused = pod.demand.acquire(open("other", null, new FakeChannel()), () -> Set.of(partition));
        pod.cover();
    }

    private void assertHasAllAfterReturn(String user, String... ids) {
        FakeChannel again = new FakeChannel();
        open(user, channel.cursor(), again);
        pod.cover();
        pod.replay();
        assertThat(again.welcome().resumed()).isTrue();
        assertThat(again.ids()).containsExactly(ids);
    }

    private static Partition addedHome(String user) {
        return new Partition(Topic.NOTIFICATIONS, Partitioner.MURMUR2.partitionOf(user, 2 * Pod.NOTIFICATIONS));
    }

    /** A user whose home, as murmur2 gives it, is another when the partitions are doubled. */
    private static String mover() {
        for (int i = 0; ; i++) {
            String user = "mover-" + i;
            int now = Partitioner.MURMUR2.partitionOf(user, Pod.NOTIFICATIONS);
            int then = Partitioner.MURMUR2.partitionOf(user, 2 * Pod.NOTIFICATIONS);
            if (now != then && then != Partitioner.CRC32.partitionOf(user, 2 * Pod.NOTIFICATIONS)) {
                return user;
            }
        }
    }

    @Test
    void aCursorOfAnUnknownPartitionIsReported() {
        open("alice", null, channel);
        pod.cover();
        FakeChannel wrong = new FakeChannel();
        String cursor =
                channel.cursor() + "." + Integer.toString(new Partition(Topic.NOTIFICATIONS, 99).id(), 32) + "-1";
        open("alice", cursor, wrong);
        pod.refreshLayout();
        assertThat(wrong.welcome().resumed()).isFalse();
    }
}
