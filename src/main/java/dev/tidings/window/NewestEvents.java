package dev.tidings.window;

import dev.tidings.event.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest event of each audience and collapse key in one window, so that one that lags need not look ahead.
 *
 * <p>The tail's thread alone changes it; any thread may ask. Only events that were for somebody here are known to it: of
 * others nothing was read, and nothing is lost if they are not collapsed.
 */
final class NewestEvents {
    private final Map<Id, Newest> newest = new ConcurrentHashMap<>();

    /** Whole keys, not their hashes: an event must never give way to that of somebody else. */
    record Id(Key audience, String collapseKey) {
        /** In memory, with its places in the map and in its segment's list; an estimate. */
        int bytes() {
            return 200 + audience.length() + 2 * collapseKey.length();
        }
    }

    private record Newest(long offset, long expires) {}

    /** The event at {@code offset}, after which none was appended; {@code probe} may be one. */
    void add(Segment segment, Key probe, String collapseKey, long offset, long expires) {
        Newest added = new Newest(offset, expires);
        Newest before = newest.replace(new Id(probe, collapseKey), added);
        if (before == null || before.offset < segment.base) {
            Id id = new Id(probe.copy(), collapseKey);
            newest.putIfAbsent(id, added);
            segment.newestHere(id);
        }
    }

    /** Whether another event takes the place of that at {@code offset}: a visible one that is still to be delivered. */
    boolean replaces(Id id, long offset, long end, long nowMillis) {
        Newest other = newest.get(id);
        return other != null && other.offset > offset && other.offset < end && other.expires > nowMillis;
    }

    int size() {
        return newest.size();
    }

    /** The segment leaves the window, and with it what was newest in it. */
    void drop(Segment segment, long start) {
        for (Id id : segment.newestHere()) {
            Newest known = newest.get(id);
            if (known != null && known.offset < start) {
                newest.remove(id);
            }
        }
    }
}
