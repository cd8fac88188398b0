package dev.tidings.window;

import dev.tidings.event.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest event of each audience and collapse key in one window, so that a session that lags need not look ahead.
 *
 * <p>Only the tail's thread changes it; any thread may read. It has only events with a receiver here: other records
 * were not read, and nothing is lost if they are not collapsed.
 */
final class NewestEvents {
    private final Map<Id, Newest> newest = new ConcurrentHashMap<>();

    /** Whole keys, not their hashes: an event must never be replaced by that of another audience. */
    record Id(Key audience, String collapseKey) {
        /** Returns its memory in bytes, with its places in the map and in its segment's list; an estimate. */
        int bytes() {
            return 200 + audience.length() + 2 * collapseKey.length();
        }
    }

    private record Newest(long offset, long expires) {}

    /** Adds the event at {@code offset}, after which none was appended; {@code probe} may be a {@link Key#probe}. */
    void add(Segment segment, Key probe, String collapseKey, long offset, long expires) {
        Newest added = new Newest(offset, expires);
        Newest before = newest.replace(new Id(probe, collapseKey), added);
        if (before == null || before.offset < segment.base) {
            Id id = new Id(probe.copy(), collapseKey);
            newest.putIfAbsent(id, added);
            segment.newestHere(id);
        }
    }

    /** Returns whether a newer event replaces the one at {@code offset}: it must be visible and not expired. */
    boolean replaces(Id id, long offset, long end, long nowMillis) {
        Newest other = newest.get(id);
        return other != null && other.offset > offset && other.offset < end && other.expires > nowMillis;
    }

    int size() {
        return newest.size();
    }

    /** Removes the events that were the newest in a segment, which leaves the window. */
    void drop(Segment segment, long start) {
        for (Id id : segment.newestHere()) {
            Newest known = newest.get(id);
            if (known != null && known.offset < start) {
                newest.remove(id);
            }
        }
    }
}
