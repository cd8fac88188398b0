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
 * <p>Appending, publishing and dropping belong to one thread, the tail's or that of a scan; any thread may call all
 * other methods.
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

    /** Returns the offset from which on nothing is missing. */
    public long start() {
        return start;
    }

    /** Returns the offset after the last record that is visible. */
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

    /** Records that the record at that offset, held or not, cannot be delivered to anybody. */
    public void rejected(long offset, RejectReason reason) {
        rejections.add(offset, reason);
    }

    /** Records a rejection that one of many readers found; returns true for the first of them. */
    public boolean rejectedFirst(long offset, RejectReason reason) {
        return rejections.addIfAbsent(offset, reason);
    }

    /** Returns why a record was rejected; null for a record that was not, or whose rejection is no longer kept. */
    public @Nullable RejectReason rejection(long offset) {
        return rejections.of(offset);
    }

    /** Reads the record that was appended last. */
    public Reading readLastAppended() {
        Segment active = active();
        if (active == null) {
            throw new IllegalStateException("no record was appended to " + partition);
        }
        return active.read(lastAppended);
    }

    /** Records that the record that was appended last, with that key, is an event that replaces older ones. */
    public void lastAppendedCollapses(Key key, Event event) {
        Segment active = active();
        String collapseKey = event.terms().collapseKey();
        if (active != null && collapseKey != null) {
            long offset = active.offsetAt(lastAppended);
            newest.add(active, key, collapseKey, offset, event.terms().expires());
        }
    }

    /** Returns whether a newer event replaces the one at {@code offset}, for a session that lags. */
    public boolean isReplaced(Key key, Event event, long offset, long nowMillis) {
        String collapseKey = event.terms().collapseKey();
        return collapseKey != null && newest.replaces(new NewestEvents.Id(key, collapseKey), offset, end, nowMillis);
    }

    /** Points {@code probe} at the key of each published record from that offset on, and passes the record's offset. */
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
            // A full segment doubles the next one; a segment that aged half empty halves it.
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

    /** Makes appended records visible; {@code newEnd} is the offset that the tail reads next. */
    public void publish(long newEnd) {
        Segment active = active();
        if (active != null) {
            active.publish();
        }
        end = newEnd;
    }

    /** Returns when the oldest segment was begun, or {@link Long#MAX_VALUE} where there is none. */
    public long oldestBornAt() {
        Segment[] all = segments;
        return all.length == 0 ? Long.MAX_VALUE : all[0].bornAt;
    }

    /** Returns when the oldest segment got its last record, or {@link Long#MAX_VALUE} where there is none. */
    long oldestRecordsEndedAt() {
        Segment[] all = segments;
        return all.length == 0 ? Long.MAX_VALUE : all[0].lastAppendedAt;
    }

    /** Seals a segment that was begun before that time, so that ages stay near the bound where few records come. */
    void rollIfBegunBefore(long time) {
        Segment active = active();
        sealed |= active != null && active.bornAt < time;
    }

    /** Drops the oldest segment, all of which must have been published. */
    void dropOldest() {
        Segment[] all = segments;
        start = all.length > 1 ? all[1].base : end;
        segments = Arrays.copyOfRange(all, 1, all.length);
        newest.drop(all[0], start);
        sealed &= all.length > 1;
    }

    /** Drops the segments whose records all lie before that offset. */
    public void dropBefore(long offset) {
        while (segments.length > 0 && oldestEnd() <= offset) {
            dropOldest();
        }
    }

    /** Returns the offset at which the oldest segment ends. */
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
