package dev.tidings.session;

import dev.tidings.event.Cursor;
import java.time.Duration;

/** The way out to one client; every method is called on the session's loop only. */
public interface ClientChannel {
    /** Whether the socket takes more; when it does again, the channel's owner calls {@link Session#pump}. */
    boolean isWritable();

    /** Bytes that were written but that the network has not taken yet. */
    long pendingBytes();

    void welcome(Welcome welcome);

    /** Asks the client to come back elsewhere, after that long; the cursor is where it stands now. */
    void goaway(CloseReason reason, Duration reconnectIn, Cursor cursor);

    /** Tells the client that it has got everything up to there. */
    void cursor(Cursor cursor);

    /**
     * Writes all frames at once and flushes; may exceed {@link #isWritable} by this one write. Throws only where it has
     * handed on none of them: they are then tried in parts.
     */
    void write(Frames frames);

    void ping();

    /** Closes, for sure within a bounded time even where the client reads nothing; may be called again. */
    void close(CloseReason reason);
}
