package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import org.jspecify.annotations.Nullable;

/** Counts events of sessions; every method may be called on any loop and must not block. */
public interface SessionMetrics {
    /** Counts a session that was sent its start; {@code gap} is null when it was resumed. */
    void opened(@Nullable GapReason gap);

    void closed(CloseReason reason);

    /** Counts a session with an unexpected exception; where it could not continue, it was closed. */
    void failed(RuntimeException failure);

    /** Counts a record that cannot be delivered, found when a session read or wrote it; once for all that meet it. */
    default void rejected(Position position, Unusable why) {}

    /** Counts a record in no home partition of its audience; that partition joins the session's cursor. */
    void misplaced();

    /** Counts events that were handed to one session's channel in one write. */
    void written(Frames frames);

    /** Counts an acknowledgement: a client has seen everything up to that cursor. */
    void acknowledged(Cursor cursor);

    /** Counts an event that expired while it waited for a session; it was not sent. */
    void expired(Event event);

    /** Counts an event that a newer one with its collapse key replaced while its session lagged; it was not sent. */
    void collapsed(Event event);

    /** Counts nothing. */
    SessionMetrics NONE = new SessionMetrics() {
        @Override
        public void opened(@Nullable GapReason gap) {}

        @Override
        public void closed(CloseReason reason) {}

        @Override
        public void failed(RuntimeException failure) {
            throw failure;
        }

        @Override
        public void misplaced() {}

        @Override
        public void written(Frames frames) {}

        @Override
        public void acknowledged(Cursor cursor) {}

        @Override
        public void expired(Event event) {}

        @Override
        public void collapsed(Event event) {}
    };
}
