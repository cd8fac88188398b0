package dev.tidings.control;

import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.List;

/** The sessions on this pod, for the limit of their number. */
interface LocalSessions {
    /** One session of a user. */
    interface Seat {
        Instant opened();

        /** Closes this session in favour of newer ones. */
        void close();
    }

    int count(UserId user);

    /** Returns the user's sessions, the oldest first. */
    List<Seat> of(UserId user);
}
