package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.CursorWriter;
import java.time.Duration;

/**
 * Where a session stands, which is after everything that was handed to its socket, and what its client knows of that.
 *
 * <p>On the session's loop only.
 */
record Standing(Streams streams, ClientChannel channel, CursorNotifier bookmark) {

    void welcome(Welcome welcome) {
        bookmark.begun(welcome);
        channel.welcome(welcome);
    }

    /** Writes the cursor for an event. */
    void write(CursorWriter out, long now) {
        bookmark.told(streams.write(out), now);
    }

    /** An event was left out: the client is told the cursor behind it, whether or not more events come. */
    void leftOut() {
        bookmark.owe();
    }

    void goaway(long now, Duration reconnectIn) {
        Cursor cursor = streams.cursor();
        bookmark.told(CursorNotifier.placeOf(cursor), now);
        channel.goaway(CloseReason.MOVING_ON, reconnectIn, cursor);
    }

    /** Tells a client that has got everything its cursor, if that is due and news. */
    void tell(long now) {
        if (bookmark.isDue(now) && channel.pendingBytes() == 0 && streams.isLive()) {
            Cursor cursor = streams.cursor();
            if (bookmark.takes(cursor, now)) {
                channel.cursor(cursor);
            }
        }
    }

    /** Tells a client that has got everything up to here, though more is to come, where to go on. */
    void tellPlace() {
        channel.cursor(streams.cursor());
    }
}
