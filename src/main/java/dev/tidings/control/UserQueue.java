package dev.tidings.control;

import dev.tidings.event.UserId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Users whose sessions are to be looked at, each once however often it is marked, in turn. Any thread may call. */
final class UserQueue {
    private final Map<UserId, Boolean> users = new LinkedHashMap<>();
    private final int max;

    UserQueue(int max) {
        this.max = max;
    }

    /** {@code anew}: what was announced has to be announced again, also when nothing has changed. */
    record Due(UserId user, boolean anew) {}

    /** False when too many wait. */
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
