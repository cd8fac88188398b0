package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.CursorWriter;
import java.time.Duration;

/**
 * The position of a session, after everything that was handed to its socket, and the cursor that its client was sent.
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

    /** Records that an event was left out: the client is sent the cursor behind it, whether or not more events come. */
    void leftOut() {
        bookmark.owe();
    }

    void goaway(long now, Duration reconnectIn) {
        Cursor cursor = streams.cursor();
        bookmark.told(CursorNotifier.placeOf(cursor), now);
        channel.goaway(CloseReason.MOVING_ON, reconnectIn, cursor);
    }

    /** Sends its cursor to a client that has received everything, if that is due and new. */
    void tell(long now) {
        if (bookmark.isDue(now) && channel.pendingBytes() == 0 && streams.isLive()) {
            Cursor cursor = streams.cursor();
            if (bookmark.takes(cursor, now)) {
                channel.cursor(cursor);
            }
        }
    }

    /** Sends the present cursor to a client that has received everything up to here, though more is to come. */
    void tellPlace() {
        channel.cursor(streams.cursor());
    }
}
