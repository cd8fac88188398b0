package dev.tidings.window;

import dev.tidings.event.Event;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Reading;
import dev.tidings.event.RejectReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The recent records of one partition, complete from {@link #start} up to {@link #end}.
 *
 * <p>What appends, publishes and drops belongs to one thread, the tail's or that of a scan; all else may
 * be called by any thread.
 */
public final class PartitionWindow {
    private static final int SMALLEST_SEGMENT = 16 * 1024;

    private final Partition partition;
    private final int largestSegment;
    private final NewestEvents newest = new NewestEvents();
    private final Rejections rejections = new Rejections();
    private volatile Segment[] segments = {};
    private volatile long start;
    private volatile long end;

    private long nextSegment;
    private int nextCapacity = SMALLEST_SEGMENT;
    private int lastAppended;
    private boolean sealed;

    public PartitionWindow(Partition partition, long start, int largestSegment) {
        this.partition = partition;
        this.largestSegment = Math.max(SMALLEST_SEGMENT, largestSegment);
        this.start = start;
        this.end = start;
    }

    public Partition partition() {
        return partition;
    }

    /** The offset from which on nothing is missing. */
    public long start() {
        return start;
    }

    /** The offset after the last record that is visible. */
    public long end() {
        return end;
    }

    /** Adds the record with the next offset; readers see it after {@link #publish}. */
    public void append(
            long offset,
            long timestamp,
            Key key,
            ByteBuffer keyBytes,
            HeaderBlock headers,
            ByteBuffer value,
            long now) {
        int size = Segment.sizeOf(keyBytes.remaining(), headers.length(), value.remaining());
        Segment active = active();
        if (active == null || sealed || !active.hasRoomFor(size)) {
            active = roll(offset, size, now);
        }
        active.lastAppendedAt = now;
        lastAppended = active.append(offset, timestamp, key, keyBytes, headers, value);
    }

    /** The record at that offset cannot be for anybody, held or not. */
    public void rejected(long offset, RejectReason reason) {
        rejections.add(offset, reason);
    }

    /** The same, found by one of many who read it; true for the first of them. */
    public boolean rejectedFirst(long offset, RejectReason reason) {
        return rejections.addIfAbsent(offset, reason);
    }

    /** Why a record is for nobody; only of the newest that were rejected, so null says little. */
    public @Nullable RejectReason rejection(long offset) {
        return rejections.of(offset);
    }

    /** What the record that was appended last says. */
    public Reading readLastAppended() {
        Segment active = active();
        if (active == null) {
            throw new IllegalStateException("no record was appended to " + partition);
        }
        return active.read(lastAppended);
    }

    /** The record that was appended last, with that key, is an event that takes the place of older ones. */
    public void lastAppendedCollapses(Key key, Event event) {
        Segment active = active();
        String collapseKey = event.terms().collapseKey();
        if (active != null && collapseKey != null) {
            long offset = active.offsetAt(lastAppended);
            newest.add(active, key, collapseKey, offset, event.terms().expires());
        }
    }

    /** Whether a newer event takes the place of that one, which stands at {@code offset}, for a session that lags. */
    public boolean isReplaced(Key key, Event event, long offset, long nowMillis) {
        String collapseKey = event.terms().collapseKey();
        return collapseKey != null && newest.replaces(new NewestEvents.Id(key, collapseKey), offset, end, nowMillis);
    }

    /**
     * Points {@code probe} at the key of each record from that offset on, and tells where the record stands; only what was
     * published.
     */
    public void forEachKey(long from, Key probe, LongConsumer action) {
        for (Segment segment : segments) {
            segment.forEachKey(from, probe, action);
        }
    }

    private @Nullable Segment active() {
        Segment[] all = segments;
        return all.length == 0 ? null : all[all.length - 1];
    }

    private Segment roll(long base, int size, long now) {
        Segment full = active();
        if (full != null) {
            full.publish();
            // A segment that was full doubles the next one, one that grew old half empty halves it.
            nextCapacity =
                    sealed ? Math.max(SMALLEST_SEGMENT, nextCapacity / 2) : Math.min(2 * nextCapacity, largestSegment);
            sealed = false;
        }
        Segment[] all = segments;
        Segment added = new Segment(nextSegment++, partition, base, now, Math.max(nextCapacity, size));
        Segment[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = added;
        segments = more;
        return added;
    }

    /** Makes visible what was appended; {@code newEnd} is the offset that the tail reads next. */
    public void publish(long newEnd) {
        Segment active = active();
        if (active != null) {
            active.publish();
        }
        end = newEnd;
    }

    /** When the oldest segment was begun, or {@link Long#MAX_VALUE} where there is none. */
    public long oldestBornAt() {
        Segment[] all = segments;
        return all.length == 0 ? Long.MAX_VALUE : all[0].bornAt;
    }

    /** When the oldest segment got its last record, or {@link Long#MAX_VALUE} where there is none. */
    long oldestRecordsEndedAt() {
        Segment[] all = segments;
        return all.length == 0 ? Long.MAX_VALUE : all[0].lastAppendedAt;
    }

    /** So that age, which goes by segments, stays near what was asked for where few records come. */
    void rollIfBegunBefore(long time) {
        Segment active = active();
        sealed |= active != null && active.bornAt < time;
    }

    /** Forgets the oldest segment; only what was published may be dropped. */
    void dropOldest() {
        Segment[] all = segments;
        start = all.length > 1 ? all[1].base : end;
        segments = Arrays.copyOfRange(all, 1, all.length);
        newest.drop(all[0], start);
        sealed &= all.length > 1;
    }

    /** Forgets the segments all of whose records lie before that offset. */
    public void dropBefore(long offset) {
        while (segments.length > 0 && oldestEnd() <= offset) {
            dropOldest();
        }
    }

    /** The offset at which the oldest segment ends. */
    public long oldestEnd() {
        Segment[] all = segments;
        return all.length > 1 ? all[1].base : end;
    }

    public long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.bytes();
        }
        return bytes;
    }

    Segment[] segments() {
        return segments;
    }
}
