package dev.tidings.control;

import dev.tidings.control.ControlRecord.Announcement;
import dev.tidings.control.ControlRecord.Lease;
import dev.tidings.event.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that other pods have announced. Any thread reads them, only the control thread changes them.
 *
 * <p>A pod's announcements count while its lease lasts, and are forgotten some time after that.
 */
public final class RemoteSessions {
    /** Time for which announcements outlive their pod's lease. A pod that was paused is back with all of them. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private static final Duration SCAN_INTERVAL = Duration.ofSeconds(10);

    private final Map<UserId, Map<String, Announcement>> announced = new ConcurrentHashMap<>();
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final String self;
    private final int max;
    private final Clock clock;
    private Instant nextScan = Instant.MIN;
    private volatile int size;

    RemoteSessions(String self, int max, Clock clock) {
        this.self = self;
        this.max = max;
        this.clock = clock;
    }

    /** Returns the number of remembered announcements. */
    public int size() {
        return size;
    }

    /** Returns the pods on which a user is known to have sessions. */
    public List<RemoteCount> there(UserId user) {
        return of(user, Instant.MIN).stream()
                .map(one ->
                        new RemoteCount(PodName.hostOf(one.pod()), one.opened().size()))
                .toList();
    }

    boolean knows(UserId user) {
        return announced.containsKey(user);
    }

    /** Returns the announcements that count now, of pods that have given a sign of life since {@code since}. */
    List<Announcement> of(UserId user, Instant since) {
        Map<String, Announcement> pods = announced.getOrDefault(user, Map.of());
        if (pods.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        return pods.values().stream()
                .filter(announcement -> !announcement.isOver(now) && counts(announcement, now, since))
                .toList();
    }

    private boolean counts(Announcement announcement, Instant now, Instant since) {
        Lease lease = leases.get(announcement.pod());
        if (lease == null || lease.isOver(now)) {
            return false;
        }
        return !lease.at().isBefore(since) || !announcement.at().isBefore(since);
    }

    /** Adds an announcement, or returns false if there are too many. */
    boolean add(Announcement announcement) {
        if (announcement.pod().equals(self)) {
            return true;
        }
        Map<String, Announcement> pods = announced.getOrDefault(announcement.user(), Map.of());
        boolean isNew = !pods.containsKey(announcement.pod());
        if (isNew && size >= max) {
            return false;
        }
        Map<String, Announcement> changed = new HashMap<>(pods);
        changed.put(announcement.pod(), announcement);
        replace(announcement.user(), pods, changed);
        // Its lease may come later in the topic; without one it does not count, but is kept for a while.
        leases.computeIfAbsent(announcement.pod(), pod -> new Lease(pod, clock.instant(), clock.instant()));
        return true;
    }

    void add(Lease lease) {
        if (!lease.pod().equals(self) && leases.size() < max) {
            leases.merge(lease.pod(), lease, Lease::orLater);
        }
    }

    void remove(ControlKeys.Place place) {
        Map<String, Announcement> pods = announced.getOrDefault(place.user(), Map.of());
        Map<String, Announcement> changed = new HashMap<>(pods);
        changed.remove(place.pod());
        replace(place.user(), pods, changed);
    }

    /** Removes a pod that has ended its lease, and returns the users whose sessions it had. */
    List<UserId> remove(String pod) {
        return leases.remove(pod) == null ? List.of() : forgetWhatIsOver();
    }

    /** Removes expired announcements, and returns their users. Requires that the topic is read up to its end. */
    List<UserId> purge() {
        Instant now = clock.instant();
        if (now.isBefore(nextScan)) {
            return List.of();
        }
        nextScan = now.plus(SCAN_INTERVAL);
        leases.values().removeIf(lease -> lease.isOver(now.minus(GRACE)));
        return forgetWhatIsOver();
    }

    private List<UserId> forgetWhatIsOver() {
        Instant now = clock.instant();
        List<UserId> users = new ArrayList<>();
        announced.forEach((user, pods) -> {
            Map<String, Announcement> rest = new HashMap<>(pods);
            rest.values().removeIf(announcement -> announcement.isOver(now) || !leases.containsKey(announcement.pod()));
            if (rest.size() < pods.size()) {
                replace(user, pods, rest);
                users.add(user);
            }
        });
        return users;
    }

    private void replace(UserId user, Map<String, Announcement> before, Map<String, Announcement> after) {
        if (after.isEmpty()) {
            announced.remove(user);
        } else {
            announced.put(user, Map.copyOf(after));
        }
        count(after.size() - before.size());
    }

    /** Changes the size. Only one thread writes it. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int change) {
        size += change;
    }
}
