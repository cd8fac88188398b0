package dev.tidings.control;

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
 * The logouts whose tokens may still live, in memory, as the control topic has them. Asked by any thread, changed by the
 * control topic's alone.
 */
public final class DenyList implements Revocations {
    private final Map<String, Denial> denials = new ConcurrentHashMap<>();
    /** Of each subject the latest logout of one of its logins, for its tokens that do not say of which login they are. */
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

    /** How many logouts are remembered. */
    public int size() {
        return denials.size();
    }

    /** The control topic was read up to its end. */
    void known() {
        known = true;
    }

    /** Remembers it; tells how many others had to go for it before their time. */
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

    /** A topic that is read again has older records of the same key. */
    private static boolean isCovered(Denial added, Denial before) {
        return !added.logout().at().isAfter(before.logout().at())
                && !added.until().isAfter(before.until());
    }

    /** Takes a logout back: its tokens are accepted again. */
    void lift(String key) {
        remove(denials.get(key));
    }

    /** Forgets what is over. */
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
