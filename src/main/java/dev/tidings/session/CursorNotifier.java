package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.CursorWriter;
import dev.tidings.event.Position;
import java.time.Duration;
import java.time.Instant;

/**
 * Sends a client the cursor of its session: with each event, in control frames, and by itself when one is due. For this
 * it keeps the last cursor that the client was sent.
 *
 * <p>Cursors of a session are compared by the sum of their offsets, since its positions only grow. On the session's loop
 * only.
 */
final class CursorNotifier {
    private final Streams streams;
    private final ClientChannel channel;
    private final long interval;
    private long offsetSum;
    private long sentAt;
    private boolean required;

    /** {@code jitter} in [0, 1) spreads sessions that begin together. */
    CursorNotifier(Streams streams, ClientChannel channel, Duration interval, long now, double jitter) {
        this.streams = streams;
        this.channel = channel;
        this.interval = interval.toMillis();
        this.sentAt = now - (long) (this.interval * jitter / 2);
    }

    private static long sumOf(Cursor cursor) {
        return cursor.positions().stream().mapToLong(Position::offset).sum();
    }

    /** Sends the welcome; a resumed session still owes its client the cursor that shows it is live. */
    void sendWelcome(StartDecision.At start, Duration heartbeat, Instant expires) {
        Welcome welcome = new Welcome(streams.cursor(), start.gap(), start.skipped(), heartbeat, expires);
        offsetSum = sumOf(welcome.cursor());
        required = welcome.resumed();
        channel.sendWelcome(welcome);
    }

    /** Writes the cursor for an event. */
    void writeCursor(CursorWriter out, long now) {
        recordSent(streams.writeCursor(out), now);
    }

    private void recordSent(long newSum, long now) {
        offsetSum = newSum;
        sentAt = now;
    }

    /** Makes a cursor due even where no position moves, since an event before it was left out. */
    void requireCursor() {
        required = true;
    }

    void sendGoaway(long now, Duration reconnectIn) {
        Cursor cursor = streams.cursor();
        recordSent(sumOf(cursor), now);
        channel.sendGoaway(CloseReason.MOVING_ON, reconnectIn, cursor);
    }

    /** Sends the cursor to a client that has received everything, if that is due and new. */
    void sendIfDue(long now) {
        boolean due = required || now - sentAt >= interval;
        if (!due || channel.pendingBytes() != 0 || !streams.isLive()) {
            return;
        }
        Cursor cursor = streams.cursor();
        boolean news = required || sumOf(cursor) != offsetSum;
        required = false;
        recordSent(sumOf(cursor), now);
        if (news) {
            channel.sendCursor(cursor);
        }
    }

    /** Sends the present cursor to a client that has received everything up to here, though more is to come. */
    void send() {
        channel.sendCursor(streams.cursor());
    }
}
