package dev.tidings.session;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import org.jspecify.annotations.Nullable;

/** What sessions count; every method may be called on any loop and must not block. */
public interface SessionMetrics {
    /** A session was told where it begins; {@code gap} is null when it was resumed. */
    void opened(@Nullable GapReason gap);

    void closed(CloseReason reason);

    /** A session threw what it must not; where it could not go on, it was closed. */
    void failed(RuntimeException failure);

    /** A record was found that nobody can get, when a session read it or wrote it; once for all that meet it. */
    default void rejected(Position position, Unusable why) {}

    /** A record stood in no home partition of its audience; that partition joins the session's cursor. */
    void misplaced();

    /** Events were handed to one session's socket in one write. */
    void written(Frames frames);

    /** A client has seen all up to that cursor. */
    void acknowledged(Cursor cursor);

    /** An event expired while it waited for a session; it was not sent. */
    void expired(Event event);

    /** An event waited for a session that lags until a newer one with its collapse key took its place; it was not sent. */
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
