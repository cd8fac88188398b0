package dev.tidings.window;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The windows of all partitions, with one bound for their bytes and their age.
 *
 * <p>Only the tail's thread changes them; any thread may read.
 */
public final class Windows {
    private static final int LARGEST_SEGMENT = 256 * 1024;
    /** The number of segments in a partition's share, so that dropping one removes only a small part of a window. */
    private static final int SEGMENTS_PER_PARTITION = 8;

    private final long maxBytes;
    private final Duration maxAge;
    private final Journal journal;
    private final Map<Partition, PartitionWindow> windows = new ConcurrentHashMap<>();
    private volatile long epoch;
    private volatile boolean closed;
    private volatile Map<Topic, Integer> partitions = Map.of();
    private long dropped;

    public Windows(long maxBytes, Duration maxAge) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: > 0)");
        }
        if (maxAge.isNegative() || maxAge.isZero()) {
            throw new IllegalArgumentException("maxAge: " + maxAge + " (expected: > 0)");
        }
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
        this.journal = new Journal(maxAge);
    }

    /** Drops all partitions and starts over, for another log or a recreated one. */
    public void begin(long newEpoch) {
        closed = true;
        windows.clear();
        journal.clear();
        partitions = Map.of();
        epoch = newEpoch;
    }

    /** Closes the windows, which get no more records: no session may begin until they are begun and opened again. */
    public void close() {
        closed = true;
    }

    /** Opens the windows, which now hold what they should. */
    public void open() {
        closed = false;
    }

    public boolean isOpen() {
        return !closed && !windows.isEmpty();
    }

    /** Adds partitions that the log has, some of which may never be read here; {@link #add} adds those that are. */
    public void register(Collection<Partition> all) {
        partitions = countsWith(all);
    }

    private Map<Topic, Integer> countsWith(Collection<Partition> more) {
        Map<Topic, Integer> counts = new EnumMap<>(Topic.class);
        counts.putAll(partitions);
        more.forEach(partition -> counts.merge(partition.topic(), partition.number() + 1, Math::max));
        return counts;
    }

    /** Returns all partitions of the log that are known, read or not. */
    public List<Partition> known() {
        List<Partition> known = new ArrayList<>();
        partitions.forEach((topic, count) -> {
            for (int number = 0; number < count; number++) {
                known.add(new Partition(topic, number));
            }
        });
        return known;
    }

    /** Removes a partition that is no longer read. */
    public void drop(Partition partition) {
        windows.remove(partition);
    }

    /** Adds windows, each complete from its offset on; all at once, since their number gives the users' homes. */
    public Map<Partition, PartitionWindow> add(Collection<Partition> added, Map<Partition, Long> starts) {
        Map<Topic, Integer> counts = countsWith(added);
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        long fair = maxBytes / SEGMENTS_PER_PARTITION / Math.max(1, all);
        Map<Partition, PartitionWindow> made = new HashMap<>();
        for (Partition partition : added) {
            long start = starts.getOrDefault(partition, 0L);
            made.put(partition, new PartitionWindow(partition, start, (int) Math.min(LARGEST_SEGMENT, fair)));
        }
        windows.putAll(made);
        partitions = counts;
        return made;
    }

    /** Returns the epoch of the log; a cursor of another epoch cannot be resumed. */
    public long epoch() {
        return epoch;
    }

    /** Returns how many partitions of each topic the log has, as of one moment. */
    public Map<Topic, Integer> partitions() {
        return partitions;
    }

    public int partitionsOf(Topic topic) {
        return partitions.getOrDefault(topic, 0);
    }

    public Optional<PartitionWindow> of(Partition partition) {
        return Optional.ofNullable(windows.get(partition));
    }

    public Collection<PartitionWindow> all() {
        return List.copyOf(windows.values());
    }

    /**
     * Drops segments that are too old, then the oldest until all fits; the tail calls it after each batch. The age is
     * that of a segment's last record: a segment begun long ago may hold records of this very batch, which no session
     * has read yet.
     */
    public void trim(long now) {
        for (PartitionWindow window : windows.values()) {
            window.rollIfBegunBefore(now - maxAge.toMillis() / SEGMENTS_PER_PARTITION);
            while (window.oldestRecordsEndedAt() <= now - maxAge.toMillis()) {
                drop(window);
            }
        }
        long excess = bytes() - maxBytes;
        while (excess > 0) {
            PartitionWindow oldest = null;
            for (PartitionWindow window : windows.values()) {
                if (oldest == null || window.oldestRecordsEndedAt() < oldest.oldestRecordsEndedAt()) {
                    oldest = window;
                }
            }
            if (oldest == null || oldest.oldestRecordsEndedAt() == Long.MAX_VALUE) {
                return;
            }
            long before = oldest.bytes();
            drop(oldest);
            excess -= before - oldest.bytes();
        }
    }

    private void drop(PartitionWindow window) {
        window.dropOldest();
        dropped++;
    }

    /** Records the progress of the windows in the journal. All records up to there must be visible. */
    public void note(long now) {
        if (journal.isDue(now)) {
            journal.note(now, ends());
        }
    }

    private long[] ends() {
        int highest = -1;
        for (Partition partition : windows.keySet()) {
            highest = Math.max(highest, partition.id());
        }
        long[] ends = new long[highest + 1];
        windows.forEach((partition, window) -> ends[partition.id()] = window.end());
        return ends;
    }

    /** Returns the journal of the windows' ends. */
    public Journal journal() {
        return journal;
    }

    /** Returns how many segments were dropped; for tests and metrics, read by the tail's thread. */
    public long dropped() {
        return dropped;
    }

    public long maxBytes() {
        return maxBytes;
    }

    public long bytes() {
        long bytes = 0;
        for (PartitionWindow window : windows.values()) {
            bytes += window.bytes();
        }
        return bytes;
    }
}
