package dev.tidings.inbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Determines at which offset a batch begins, which is earlier than its first record: markers of transactions and
 * records of aborted ones have offsets too. A batch must begin where the one before it ended, or a hole would remain.
 *
 * <p>The projection's thread changes it; any thread may read.
 */
final class Continuity {
    private final Map<Long, Long> ends = new ConcurrentHashMap<>();
    private final Map<Long, Hole> holes = new ConcurrentHashMap<>();

    /** A batch that did not follow what the database had. */
    private record Hole(long placed, long firstRecord) {}

    /** Returns what stands for the partition in its generation: another log begins anew. */
    private static long key(Placement placement) {
        return Generation.pos(placement.generation(), placement.partition().id());
    }

    /** Returns the offset at which a batch begins whose first record has that offset. */
    long first(Placement placement, long firstRecord) {
        if (new Hole(placement.next(), firstRecord).equals(holes.get(key(placement)))) {
            // It was read again from there, and this is the first record again: there is none between.
            return placement.next();
        }
        return Math.min(end(placement), firstRecord);
    }

    /** Returns whether the batch goes back without anybody having asked for it, as in a topic that was created again. */
    boolean goesBack(Placement placement, long firstRecord) {
        return firstRecord < end(placement) && firstRecord < placement.next();
    }

    /** Notes the end of a batch that was received, whatever the database made of it. */
    void received(Placement placement, long next) {
        ends.put(key(placement), next);
    }

    /** Notes that the database has everything of the partition that was received. */
    void written(Placement placement) {
        holes.remove(key(placement));
    }

    /** Notes that a batch was not written, since the database lacks what is before it. */
    void missed(Placement placement, long firstRecord) {
        holes.put(key(placement), new Hole(placement.next(), firstRecord));
    }

    /** Returns the offset after the last batch of the partition; its placement's where there was none. */
    long end(Placement placement) {
        return ends.getOrDefault(key(placement), placement.next());
    }
}
