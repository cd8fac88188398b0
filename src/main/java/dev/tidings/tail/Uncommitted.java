package dev.tidings.tail;

import dev.tidings.event.Partition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Records at the end of the log that nobody gets yet, since a producer's transaction before them is open: lag does not count
 * them. As of the last {@link #look}; any thread may ask.
 */
public final class Uncommitted {
    private final Clock clock;
    private volatile Map<Partition, Held> held = Map.of();

    /** So many records are held back behind that offset, and have been for as long as it was seen not to move. */
    private record Held(long stable, long records, Instant since) {}

    Uncommitted(Clock clock) {
        this.clock = clock;
    }

    /** Asks the broker, without waiting for the answer. Where it gives none, what was known stays. */
    void look(LogAdmin admin, Collection<Partition> partitions) {
        // The end first: a transaction that ends in between then holds nothing back.
        CompletionStage<Map<Partition, Long>> ends = admin.uncommittedEnds(partitions);
        var unused = ends.thenCombine(
                ends.thenCompose(first -> admin.ends(partitions)), (all, stable) -> seen(all, stable, clock.instant()));
    }

    /** The offset behind the last record, and behind the last before an open transaction. */
    synchronized boolean seen(Map<Partition, Long> ends, Map<Partition, Long> stable, Instant now) {
        Map<Partition, Held> found = new HashMap<>();
        ends.forEach((partition, end) -> {
            long until = stable.getOrDefault(partition, end);
            if (end > until) {
                Held before = held.get(partition);
                Instant since = before == null || before.stable() != until ? now : before.since();
                found.put(partition, new Held(until, end - until, since));
            }
        });
        held = Map.copyOf(found);
        return !found.isEmpty();
    }

    public long records(Partition partition) {
        return Optional.ofNullable(held.get(partition)).map(Held::records).orElse(0L);
    }

    /** For how long they have been held back, at least. */
    public Duration age(Partition partition) {
        return Optional.ofNullable(held.get(partition))
                .map(one -> Duration.between(one.since(), clock.instant()))
                .orElse(Duration.ZERO);
    }
}
