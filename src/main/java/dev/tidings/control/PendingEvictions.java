package dev.tidings.control;

import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The time since when a user seems to have too many sessions, because of a pod that has given no sign of life since
 * then. One thread only.
 */
final class PendingEvictions {
    private final Map<UserId, Instant> since = new HashMap<>();

    /** Returns {@code newest}, or the one at the start of the doubt. A pod counts if it was alive after that. */
    Instant since(UserId user, Instant newest) {
        Instant begun = since.get(user);
        return begun == null ? newest : begun;
    }

    void keep(UserId user, Instant newest) {
        since.putIfAbsent(user, newest);
    }

    void end(UserId user) {
        since.remove(user);
    }
}
