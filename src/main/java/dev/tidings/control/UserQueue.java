package dev.tidings.control;

import dev.tidings.event.UserId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue of users whose sessions have to be checked. A user is in it once, however often it is marked. Any thread. */
final class UserQueue {
    private final Map<UserId, Boolean> users = new LinkedHashMap<>();
    private final int max;

    UserQueue(int max) {
        this.max = max;
    }

    /** A user in the queue; with {@code anew}, the announcement is repeated even if nothing has changed. */
    record Due(UserId user, boolean anew) {}

    /** Adds a user, or returns false if the queue is full. */
    synchronized boolean mark(UserId user, boolean anew) {
        if (users.size() >= max && !users.containsKey(user)) {
            return false;
        }
        users.merge(user, anew, Boolean::logicalOr);
        return true;
    }

    synchronized @Nullable Due poll() {
        Iterator<Map.Entry<UserId, Boolean>> first = users.entrySet().iterator();
        if (!first.hasNext()) {
            return null;
        }
        Map.Entry<UserId, Boolean> entry = first.next();
        Due due = new Due(entry.getKey(), entry.getValue());
        first.remove();
        return due;
    }

    synchronized int size() {
        return users.size();
    }
}
