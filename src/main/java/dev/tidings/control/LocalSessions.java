package dev.tidings.control;

import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.List;

/** The sessions that this pod holds, as far as their number matters. */
interface LocalSessions {
    /** One session of a user. */
    interface Seat {
        Instant opened();

        /** To newer ones. */
        void giveWay();
    }

    int count(UserId user);

    /** The oldest first. */
    List<Seat> of(UserId user);
}
