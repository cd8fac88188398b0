package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Position;
import java.time.Duration;

/**
 * Keeps the last cursor that a client was sent, in any frame, and decides when the next one is due.
 *
 * <p>Cursors of a session are compared by the sum of their offsets, since its positions only grow.
 */
final class CursorNotifier {
    private final long interval;
    private long place;
    private long toldAt;
    private boolean owed;

    /** {@code jitter} in [0, 1) spreads sessions that begin together. */
    CursorNotifier(Duration interval, long now, double jitter) {
        this.interval = interval.toMillis();
        this.toldAt = now - (long) (this.interval * jitter / 2);
    }

    static long placeOf(Cursor cursor) {
        return cursor.positions().stream().mapToLong(Position::offset).sum();
    }

    /** Records that the welcome was sent; a resumed session still owes its client the cursor that shows it is live. */
    void begun(Welcome welcome) {
        place = placeOf(welcome.cursor());
        owed = welcome.resumed();
    }

    /** Records that a frame named a cursor. */
    void told(long newPlace, long now) {
        place = newPlace;
        toldAt = now;
    }

    /** Makes a cursor due even where no position moves, since not all records before it were sent. */
    void owe() {
        owed = true;
    }

    boolean isDue(long now) {
        return owed || now - toldAt >= interval;
    }

    /** Returns whether this cursor is to be sent, now that one is due; it then counts as sent. */
    boolean takes(Cursor cursor, long now) {
        boolean news = owed || placeOf(cursor) != place;
        owed = false;
        told(placeOf(cursor), now);
        return news;
    }
}
