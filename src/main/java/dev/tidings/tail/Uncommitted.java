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
 * Counts the records at the end of the log that are not delivered yet, since a producer's transaction before them is
 * open; lag does not count them. The values are those of the last {@link #refresh}; any thread may read them.
 */
public final class Uncommitted {
    private final Clock clock;
    private volatile Map<Partition, Held> held = Map.of();

    /** The number of records that are held back behind an offset, and since when that offset was seen not to move. */
    private record Held(long stable, long records, Instant since) {}

    Uncommitted(Clock clock) {
        this.clock = clock;
    }

    /** Queries the broker without waiting for the answer. Without an answer, the last values stay. */
    void refresh(LogAdmin admin, Collection<Partition> partitions) {
        // The end is read first: a transaction that ends in between then holds nothing back.
        CompletionStage<Map<Partition, Long>> ends = admin.uncommittedEnds(partitions);
        var unused = ends.thenCombine(
                ends.thenCompose(first -> admin.ends(partitions)),
                (all, stable) -> update(all, stable, clock.instant()));
    }

    /** Records the ends of the log, and the ends before an open transaction; returns whether records are held back. */
    synchronized boolean update(Map<Partition, Long> ends, Map<Partition, Long> stable, Instant now) {
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

    /** Returns for how long they have been held back, at least. */
    public Duration age(Partition partition) {
        return Optional.ofNullable(held.get(partition))
                .map(one -> Duration.between(one.since(), clock.instant()))
                .orElse(Duration.ZERO);
    }
}
