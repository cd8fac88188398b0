package dev.tidings.control;

import dev.tidings.control.ControlRecord.Denial;
import dev.tidings.identity.Identity;
import dev.tidings.identity.Revocations;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The logouts whose tokens may still live, in memory, as in the control topic. Any thread reads it, only the control
 * thread changes it.
 */
public final class DenyList implements Revocations {
    private final Map<String, Denial> denials = new ConcurrentHashMap<>();
    /** The latest logout of one of the logins of each subject, for its tokens without a {@code sid}. */
    private final Map<String, Denial> withoutSid = new ConcurrentHashMap<>();

    private final TreeSet<Denial> byEnd =
            new TreeSet<>(Comparator.comparing(Denial::until).thenComparing(Denial::key));
    private final int maxEntries;
    private final Clock clock;
    private volatile boolean known;

    DenyList(int maxEntries, Clock clock) {
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    @Override
    public boolean areKnown() {
        return known;
    }

    @Override
    public boolean cover(Identity identity) {
        if (denials.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        for (String key : ControlKeys.covering(identity)) {
            if (covers(denials.get(key), identity, now)) {
                return true;
            }
        }
        String subject = ControlKeys.withoutSid(identity);
        return subject != null && covers(withoutSid.get(subject), identity, now);
    }

    private static boolean covers(@Nullable Denial denial, Identity identity, Instant now) {
        return denial != null && !denial.isOver(now) && denial.logout().covers(identity.user(), identity.login());
    }

    /** Returns the number of remembered logouts. */
    public int size() {
        return denials.size();
    }

    /** Marks the control topic as read up to its end. */
    void known() {
        known = true;
    }

    /** Adds a logout, and returns how many others were dropped for it before their time. */
    int add(Denial added) {
        Denial before = denials.get(added.key());
        if (before != null && isCovered(added, before)) {
            return 0;
        }
        remove(before);
        denials.put(added.key(), added);
        String subject = ControlKeys.withoutSid(added.logout());
        if (subject != null) {
            withoutSid.merge(subject, added, DenyList::later);
        }
        byEnd.add(added);
        int dropped = 0;
        while (byEnd.size() > maxEntries) {
            remove(byEnd.first());
            dropped++;
        }
        return dropped;
    }

    private static Denial later(Denial one, Denial other) {
        return one.logout().at().isAfter(other.logout().at()) ? one : other;
    }

    /** Returns whether an older record of the same key covers less, as when the topic is read again. */
    private static boolean isCovered(Denial added, Denial before) {
        return !added.logout().at().isAfter(before.logout().at())
                && !added.until().isAfter(before.until());
    }

    /** Revokes a logout: its tokens are accepted again. */
    void lift(String key) {
        remove(denials.get(key));
    }

    /** Removes the logouts that have ended. */
    void purge() {
        Instant now = clock.instant();
        while (!byEnd.isEmpty() && byEnd.first().isOver(now)) {
            remove(byEnd.first());
        }
    }

    private void remove(@Nullable Denial denial) {
        if (denial != null) {
            denials.remove(denial.key(), denial);
            byEnd.remove(denial);
            String subject = ControlKeys.withoutSid(denial.logout());
            if (subject != null) {
                withoutSid.remove(subject, denial);
            }
        }
    }
}
