package dev.tidings.session;

import dev.tidings.event.Cursor;
import java.time.Duration;

/**
 * The output to one client: all that a session knows of its transport. Every method is called on the session's loop only.
 *
 * <p>The transport opens the session by {@link Sessions#open}. It reports what happens by {@link Session#pump},
 * {@link Session#recordActivity} and {@link Session#close}.
 */
public interface ClientChannel {
    /** Returns whether the channel accepts more; when it does again, the channel's owner calls {@link Session#pump}. */
    boolean isWritable();

    /** Returns how many bytes were written that the network has not taken yet. */
    long pendingBytes();

    /** Returns whether the client can answer; one that cannot is not closed for its silence. */
    default boolean isTwoWay() {
        return true;
    }

    void sendWelcome(Welcome welcome);

    /** Asks the client to reconnect elsewhere after that time; the cursor is its present position. */
    void sendGoaway(CloseReason reason, Duration reconnectIn, Cursor cursor);

    /** Notifies the client that it has received everything up to that cursor. */
    void sendCursor(Cursor cursor);

    /**
     * Writes all frames at once and flushes; may exceed {@link #isWritable} by this one write. It throws only where it
     * has handed on none of them: they are then retried in parts.
     */
    void write(Frames frames);

    void ping();

    /** Closes the connection within a bounded time, even where the client reads nothing; may be called again. */
    void close(CloseReason reason);
}
