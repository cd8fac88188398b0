package dev.tidings.session;

import dev.tidings.event.Event;
import org.jspecify.annotations.Nullable;

/** What sessions count; every method may be called on any loop and must not block. */
public interface SessionMetrics {
    /** A session was told where it begins; {@code gap} is null when it was resumed. */
    void opened(@Nullable GapReason gap);

    void closed(CloseReason reason);

    /** A record stood in no home partition of its audience; that partition joins the session's cursor. */
    void misplaced();

    /** Events were handed to one session's socket in one write. */
    void written(Frames frames);

    /** An event expired while it waited for a session; it was not sent. */
    void expired(Event event);

    /** Counts nothing. */
    SessionMetrics NONE = new SessionMetrics() {
        @Override
        public void opened(@Nullable GapReason gap) {}

        @Override
        public void closed(CloseReason reason) {}

        @Override
        public void misplaced() {}

        @Override
        public void written(Frames frames) {}

        @Override
        public void expired(Event event) {}
    };
}
