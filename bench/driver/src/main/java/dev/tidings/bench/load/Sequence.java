package dev.tidings.bench.load;

import java.util.HashSet;
import java.util.Set;

/** What one client has had of one stream of numbered events: what it lacks, and what came twice or too late. */
final class Sequence {
    /** What became of an event. */
    enum Verdict {
        IN_ORDER,
        OUT_OF_ORDER,
        REPEATED,
        /** Of a work that is over; it was counted as lost there. */
        LATE
    }

    private static final Set<Long> NONE = Set.of();

    private long base;
    private long next;
    private Set<Long> missing = NONE;

    Sequence(long first) {
        base = first;
        next = first;
    }

    Verdict take(long count) {
        if (count >= next) {
            skipTo(count);
            next = count + 1;
            return Verdict.IN_ORDER;
        }
        if (missing.contains(count)) {
            missing.remove(count);
            return Verdict.OUT_OF_ORDER;
        }
        return count < base ? Verdict.LATE : Verdict.REPEATED;
    }

    private void skipTo(long count) {
        if (count > next && missing == NONE) {
            missing = new HashSet<>();
        }
        for (long skipped = next; skipped < count; skipped++) {
            missing.add(skipped);
        }
    }

    /** How many of the first {@code written} have not come. */
    long lost(long written) {
        return missing.size() + Math.max(0, written - next);
    }

    /** The next work begins: what has not come by now is not waited for. */
    void settle(long written) {
        base = written;
        next = written;
        missing = NONE;
    }
}
