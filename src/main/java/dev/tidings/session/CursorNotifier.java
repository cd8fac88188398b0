package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Position;
import java.time.Duration;

/**
 * What cursor a client was told last, in whatever frame, and when it is to be told the next one.
 *
 * <p>Cursors of a session are compared by the sum of their offsets, since its positions only grow.
 */
final class CursorNotifier {
    private final long interval;
    private long place;
    private long toldAt;
    private boolean owed;

    /** {@code jitter} in [0, 1) spreads those who begin together. */
    CursorNotifier(Duration interval, long now, double jitter) {
        this.interval = interval.toMillis();
        this.toldAt = now - (long) (this.interval * jitter / 2);
    }

    static long placeOf(Cursor cursor) {
        return cursor.positions().stream().mapToLong(Position::offset).sum();
    }

    /** The welcome was sent; who resumed is owed the word that it is live. */
    void begun(Welcome welcome) {
        place = placeOf(welcome.cursor());
        owed = welcome.resumed();
    }

    /** A frame named a cursor. */
    void told(long newPlace, long now) {
        place = newPlace;
        toldAt = now;
    }

    /** What it names was not all sent: the client has to be told even where nothing else moves. */
    void owe() {
        owed = true;
    }

    boolean isDue(long now) {
        return owed || now - toldAt >= interval;
    }

    /** Whether this cursor is to be sent, now that one is due; then it counts as told. */
    boolean takes(Cursor cursor, long now) {
        boolean news = owed || placeOf(cursor) != place;
        owed = false;
        told(placeOf(cursor), now);
        return news;
    }
}
