package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all announcements, and of the notifications the partitions that sessions here need: each from its end at the
 * time when it is first needed. Older records come by a replay.
 */
final class AffineCoverage implements Coverage {
    private static final Logger LOG = Logger.getLogger(AffineCoverage.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration POLL_WHILE_ASKING = Duration.ofMillis(5);
    private static final long PAUSE_MILLIS = 1_000;

    private final Function<Partition, TopicPartition> names;
    private final Function<Collection<Partition>, CompletionStage<Map<Partition, Long>>> ends;
    private final TailLoop loop;
    private final PartitionDemand demand;
    private final Clock clock;
    private @Nullable CompletableFuture<Map<Partition, Long>> asked;
    private long nextQuestion;
    private long nextFarewell;

    /** {@code ends} queries the broker for the ends of partitions. */
    AffineCoverage(
            Function<Partition, TopicPartition> names,
            Function<Collection<Partition>, CompletionStage<Map<Partition, Long>>> ends,
            TailLoop loop,
            PartitionDemand demand,
            Clock clock) {
        this.names = names;
        this.ends = ends;
        this.loop = loop;
        this.demand = demand;
        this.clock = clock;
    }

    @Override
    public List<Partition> begin(List<Partition> log) {
        demand.begin(of(Topic.NOTIFICATIONS, log));
        return of(Topic.ANNOUNCEMENTS, log);
    }

    @Override
    public List<Partition> grow(List<Partition> added) {
        demand.grow(of(Topic.NOTIFICATIONS, added));
        return of(Topic.ANNOUNCEMENTS, added);
    }

    private static List<Partition> of(Topic topic, List<Partition> partitions) {
        return partitions.stream()
                .filter(partition -> partition.topic() == topic)
                .toList();
    }

    @Override
    public void update() throws InterruptedException {
        applyEnds();
        long now = clock.millis();
        if (now >= nextFarewell) {
            nextFarewell = now + PAUSE_MILLIS;
            dropUnneeded();
        }
        if (asked == null && now >= nextQuestion) {
            queryEnds();
        }
    }

    private void queryEnds() {
        Set<Partition> missing = demand.missing();
        if (missing.isEmpty()) {
            return;
        }
        try {
            asked = ends.apply(missing).toCompletableFuture();
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
    }

    private void applyEnds() {
        CompletableFuture<Map<Partition, Long>> answer = asked;
        if (answer == null || !answer.isDone()) {
            return;
        }
        asked = null;
        if (answer.isCompletedExceptionally()) {
            // Sessions give up by themselves where this persists.
            LOG.debugf("broker did not return the ends of partitions cause=%s", answer.handle((ends, cause) -> cause));
            nextQuestion = clock.millis() + PAUSE_MILLIS;
            return;
        }
        Map<Partition, Long> starts = answer.join();
        Map<TopicPartition, Partition> taken = new HashMap<>();
        starts.keySet().forEach(partition -> taken.put(names.apply(partition), partition));
        loop.assign(taken, starts);
        LOG.debugf("tail also reads starts=%s", starts);
        demand.markRead(starts.keySet());
    }

    private void dropUnneeded() throws InterruptedException {
        Set<Partition> left = demand.removeUnneeded();
        if (!left.isEmpty()) {
            loop.drop(left);
            LOG.debugf("tail no longer reads partitions=%s", left);
        }
    }

    @Override
    public Duration pollTimeout() {
        return asked == null ? POLL : POLL_WHILE_ASKING;
    }
}
