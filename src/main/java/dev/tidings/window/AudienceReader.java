package dev.tidings.window;

import dev.tidings.event.Event;
import dev.tidings.event.Key;
import dev.tidings.event.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Reads one audience's records of one partition in the order of the log.
 *
 * <p>It belongs to one session, and so to one thread. It stores its place as numbers, so that a session that lags keeps
 * no memory of the window alive; {@link #release} releases what it holds while reading.
 */
public final class AudienceReader {
    private final Key key;
    private long segmentId = -1;
    private int lastAt = HashIndex.NONE;
    private @Nullable Segment found;
    private int foundAt;

    public AudienceReader(Key key) {
        this.key = key;
    }

    /**
     * Returns the offset of the audience's first record in {@code [from, until)}, or -1; {@link #take} then reads the
     * record. The caller ensures that {@code from} is not before the window's start, and checks that again afterwards.
     */
    public long seek(PartitionWindow window, long from, long until) {
        Segment[] segments = window.segments();
        for (int i = indexOf(segments, from); i < segments.length && segments[i].base < until; i++) {
            Segment segment = segments[i];
            int limit = segment.published();
            int at = segment.id == segmentId ? lastAt : segment.first(key.hashCode(), limit);
            for (; at != HashIndex.NONE; at = segment.next(at, limit)) {
                long offset = segment.offsetAt(at);
                if (offset >= until) {
                    return -1;
                }
                if (offset >= from && segment.isFor(key, at)) {
                    found = segment;
                    foundAt = at;
                    return offset;
                }
            }
        }
        return -1;
    }

    /** Reads the record that {@link #seek} has found. */
    public Reading take() {
        Segment segment = found;
        if (segment == null) {
            throw new IllegalStateException("nothing was found");
        }
        segmentId = segment.id;
        lastAt = foundAt;
        return segment.reading(foundAt);
    }

    /** Returns the offset of the record that {@link #seek} has found. */
    public long offset() {
        Segment segment = found;
        if (segment == null) {
            throw new IllegalStateException("nothing was found");
        }
        return segment.offsetAt(foundAt);
    }

    /** Returns whether a newer event replaces the one that {@link #take} gave last, for a session that lags. */
    public boolean isReplaced(PartitionWindow window, Event event, long offset, long nowMillis) {
        return window.isReplaced(key, event, offset, nowMillis);
    }

    /** Releases the record that {@link #seek} has found. */
    public void release() {
        found = null;
    }

    private static int indexOf(Segment[] segments, long offset) {
        int newest = segments.length - 1;
        if (newest < 0 || segments[newest].base <= offset) {
            return Math.max(0, newest);
        }
        int low = 0;
        int high = newest;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments[middle].base <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
