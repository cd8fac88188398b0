package dev.tidings.window;

import dev.tidings.event.EventReader;
import dev.tidings.event.StoredRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads a window's records one after the other, for any audience: queries about one event use it.
 *
 * <p>Any thread may call it. It keeps nothing of what it reads, so that a query moves nothing out of the window.
 */
public final class RecordReader {
    private RecordReader() {}

    /** Returns the record at that offset, where the window holds it. */
    public static Optional<HeldRecord> at(PartitionWindow window, long offset) {
        Segment[] segments = window.segments();
        for (int i = segments.length - 1; i >= 0; i--) {
            if (segments[i].base <= offset) {
                return at(segments[i], offset);
            }
        }
        return Optional.empty();
    }

    private static Optional<HeldRecord> at(Segment segment, long offset) {
        int limit = segment.published();
        for (int at = limit > 0 ? 0 : HashIndex.NONE; at != HashIndex.NONE; at = segment.after(at, limit)) {
            if (segment.offsetAt(at) == offset) {
                return Optional.of(held(segment, at));
            }
        }
        return Optional.empty();
    }

    /** Passes all present records, the oldest first, until {@code wantsMore} returns false; then returns false. */
    public static boolean each(PartitionWindow window, Predicate<HeldRecord> wantsMore) {
        for (Segment segment : window.segments()) {
            int limit = segment.published();
            for (int at = limit > 0 ? 0 : HashIndex.NONE; at != HashIndex.NONE; at = segment.after(at, limit)) {
                if (!wantsMore.test(held(segment, at))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static HeldRecord held(Segment segment, int at) {
        StoredRecord stored = segment.stored(at);
        return new HeldRecord(
                stored.position(),
                segment.keyAt(at),
                Instant.ofEpochMilli(stored.timestamp()),
                EventReader.read(stored));
    }
}
