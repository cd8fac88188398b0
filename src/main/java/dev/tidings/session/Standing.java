package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.CursorWriter;
import dev.tidings.event.Position;
import java.time.Duration;
import java.util.List;

/**
 * Where a session stands, which is after everything that was handed to its socket, and what its client knows of that.
 *
 * <p>On the session's loop only.
 */
record Standing(PushLoop loop, List<Stream> streams, ClientChannel channel, Bookmark bookmark) {

    void welcome(Welcome welcome) {
        bookmark.begun(welcome);
        channel.welcome(welcome);
    }

    /** Writes the cursor for an event. */
    void write(long epoch, CursorWriter out, long now) {
        long place = 0;
        out.epoch(epoch);
        for (Stream stream : streams) {
            long position = position(stream, epoch);
            out.position(stream.window().partition().id(), position);
            place += position;
        }
        bookmark.told(place, now);
    }

    private long position(Stream stream, long epoch) {
        return stream.position(
                loop.told().end(epoch, stream.window().partition().id()));
    }

    private Cursor cursor(long epoch) {
        return new Cursor(
                epoch,
                streams.stream()
                        .map(stream -> new Position(stream.window().partition(), position(stream, epoch)))
                        .toList());
    }

    void goaway(long epoch, long now, Duration reconnectIn) {
        Cursor cursor = cursor(epoch);
        bookmark.told(Bookmark.placeOf(cursor), now);
        channel.goaway(CloseReason.MOVING_ON, reconnectIn, cursor);
    }

    /** Tells a client that has got everything its cursor, if that is due and news. */
    void tell(long epoch, long now) {
        if (bookmark.isDue(now) && channel.pendingBytes() == 0 && isLive()) {
            Cursor cursor = cursor(epoch);
            if (bookmark.takes(cursor, now)) {
                channel.cursor(cursor);
            }
        }
    }

    /** Tells a client that has got everything up to here, though more is to come, where to go on. */
    void tellPlace(long epoch) {
        channel.cursor(cursor(epoch));
    }

    /** Without streams it has not begun, or has ended. */
    private boolean isLive() {
        return !streams.isEmpty() && streams.stream().allMatch(Stream::isLive);
    }
}
