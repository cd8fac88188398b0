package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.session.Session;
import dev.tidings.testkit.FakeChannel;
import dev.tidings.testkit.ManualClock;
import dev.tidings.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What sessions need and what is read for them, without a tail. */
class PartitionDemandTest {
    private static final Partition FIRST = new Partition(Topic.NOTIFICATIONS, 0);
    private static final Partition SECOND = new Partition(Topic.NOTIFICATIONS, 1);
    private static final Duration LINGER = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock();
    private final Windows windows = new Windows(1 << 20, Duration.ofMinutes(5));
    private final PartitionDemand demand = demand(Duration.ofMinutes(1));
    private final Session one = session("one");
    private final Session other = session("other");

    private PartitionDemand demand(Duration patience) {
        PartitionDemand made = new PartitionDemand(windows, LINGER, patience, clock);
        windows.begin(1);
        made.begin(List.of(FIRST, SECOND));
        return made;
    }

    /** Only a name for one that needs something. */
    private static Session session(String user) {
        Pod pod = new Pod(1 << 20);
        return pod.open(Pod.member(user), null, new FakeChannel(), pod.directLoop());
    }

    private void want(Session session, Supplier<Set<Partition>> partitions) {
        var unused = demand.acquire(session, partitions);
    }

    private void take(Partition... partitions) {
        windows.add(List.of(partitions), Map.of());
        demand.taken(List.of(partitions));
    }

    @Test
    void aSessionOfReadPartitionsDoesNotWait() {
        take(FIRST);
        assertThat(demand.acquire(one, () -> Set.of(FIRST))).isCompleted();
        assertThat(demand.missing()).isEmpty();
    }

    @Test
    void aWaitingSessionIsNotifiedWhenAllPartitionsAreRead() {
        CompletableFuture<Void> answer = demand.acquire(one, () -> Set.of(FIRST, SECOND));
        assertThat(demand.missing()).containsExactlyInAnyOrder(FIRST, SECOND);
        take(FIRST);
        assertThat(answer).isNotDone();
        assertThat(demand.missing()).containsExactly(SECOND);
        take(SECOND);
        assertThat(answer).isCompleted();
    }

    @Test
    void theWaitIsBounded() {
        CompletableFuture<Void> answer = demand(Duration.ofMillis(1)).acquire(one, () -> Set.of(FIRST));
        await().untilAsserted(() -> assertThat(answer).isCompletedExceptionally());
    }

    @Test
    void announcementsAndUnknownPartitionsAreNotMissing() {
        Partition announcements = new Partition(Topic.ANNOUNCEMENTS, 0);
        assertThat(demand.acquire(one, () -> Set.of(announcements))).isCompleted();
        want(other, () -> Set.of(new Partition(Topic.NOTIFICATIONS, 2)));
        assertThat(demand.missing()).isEmpty();
    }

    @Test
    void aNeededPartitionIsNotReleased() {
        want(one, () -> Set.of(FIRST));
        want(other, () -> Set.of(FIRST));
        take(FIRST);
        demand.release(one);
        clock.advance(LINGER.multipliedBy(2));
        assertThat(demand.leave()).isEmpty();
        demand.release(other);
        clock.advance(LINGER.minusMillis(1));
        assertThat(demand.leave()).isEmpty();
        want(one, () -> Set.of(FIRST));
        clock.advance(LINGER);
        assertThat(demand.leave()).isEmpty();
        demand.release(one);
        clock.advance(LINGER);
        assertThat(demand.leave()).containsExactly(FIRST);
    }

    @Test
    void aSessionOfAReleasedPartitionWaits() {
        take(FIRST);
        clock.advance(LINGER);
        assertThat(demand.leave()).containsExactly(FIRST);
        assertThat(demand.acquire(one, () -> Set.of(FIRST))).isNotDone();
        assertThat(demand.missing()).containsExactly(FIRST);
    }

    @Test
    void noSessionJoinsAPartitionThatWasReleasedMeanwhile() {
        take(FIRST);
        var window = windows.of(FIRST).orElseThrow();
        assertThat(demand.join(one, window)).isTrue();
        demand.release(one);
        clock.advance(LINGER);
        demand.leave();
        windows.drop(FIRST);
        assertThat(demand.join(other, window)).isFalse();
        take(FIRST);
        assertThat(demand.join(other, window)).isFalse();
    }

    @Test
    void noPartitionOfAnotherLogIsRead() {
        want(one, () -> Set.of(FIRST));
        take(FIRST);
        demand.begin(List.of(FIRST, SECOND));
        assertThat(demand.missing()).containsExactly(FIRST);
    }
}
