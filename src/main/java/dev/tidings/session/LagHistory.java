package dev.tidings.session;

import java.util.ArrayList;
import java.util.List;

/**
 * The positions of a session while it was lagging or replaying, and its client's acknowledgements; later queries read
 * from them what was written when. A session that keeps up and acknowledges nothing has none.
 *
 * <p>It keeps at most {@link #MAX_MARKS}, some 600 bytes: above that, every second mark is removed. On the session's
 * loop only.
 */
final class LagHistory {
    static final int MAX_MARKS = 8;
    static final long INTERVAL_MILLIS = 250;

    private static final long NEVER = -1;

    private final List<LagMark> marks = new ArrayList<>(2);
    private long since = NEVER;
    private long endedAt = NEVER;
    private long interval = INTERVAL_MILLIS;
    private long[] acknowledged = {};

    boolean isBehind() {
        return since != NEVER;
    }

    /** Returns since when it is behind, in milliseconds of the epoch; or -1. */
    long since() {
        return since;
    }

    /** Records that the session has fallen behind, if it was not behind already. */
    void start(long now) {
        if (isBehind()) {
            return;
        }
        // A client that reads slowly but steadily falls behind for a moment again and again: that is one period.
        boolean continues = !marks.isEmpty() && now - endedAt < INTERVAL_MILLIS;
        since = continues ? last(1).since() : now;
        interval = INTERVAL_MILLIS;
    }

    /** Records a pump that began or ended behind; {@code more} means that the channel took less than there was. */
    void record(long now, boolean more, Streams streams) {
        start(now);
        boolean behind = more || streams.isReplaying();
        boolean first = marks.isEmpty() || last(1).since() != since;
        if (behind && !first && now - last(1).at() < interval) {
            return;
        }
        if (!behind && replacesLast()) {
            marks.remove(marks.size() - 1);
        }
        add(new LagMark(now, since, streams.positions()));
        if (!behind) {
            since = NEVER;
            endedAt = now;
        }
    }

    /** Returns whether a new mark replaces the last one: else each moment of a long period would leave its own. */
    private boolean replacesLast() {
        return marks.size() > 1 && last(2).since() == since && last(1).at() - last(2).at() < INTERVAL_MILLIS;
    }

    private LagMark last(int back) {
        return marks.get(marks.size() - back);
    }

    private void add(LagMark mark) {
        if (marks.size() == MAX_MARKS) {
            for (int i = 0; i < marks.size(); i++) {
                marks.remove(i);
            }
            interval *= 2;
        }
        marks.add(mark);
    }

    /** Returns the marks, the oldest first. */
    List<LagMark> marks() {
        return List.copyOf(marks);
    }

    /** Records that the client has seen all before these offsets, which are in the order of the session's streams. */
    void acknowledge(long[] offsets) {
        acknowledged = offsets;
    }

    long[] acknowledged() {
        return acknowledged;
    }
}
