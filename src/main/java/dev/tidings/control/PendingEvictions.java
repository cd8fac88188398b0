package dev.tidings.control;

import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Since when a user seems to have too many sessions, where a pod elsewhere has not shown since then that it still lives.
 * One thread only.
 */
final class PendingEvictions {
    private final Map<UserId, Instant> since = new HashMap<>();

    /** What a pod must have lived after: the newest session here, or that which was when the doubt began. */
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
