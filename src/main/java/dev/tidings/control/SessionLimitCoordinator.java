package dev.tidings.control;

import dev.tidings.control.ControlRecord.Announcement;
import dev.tidings.event.UserId;
import dev.tidings.session.Presence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Enforces the limit of a user's sessions over all pods: announces the users with several sessions on this pod to the
 * others, and closes the sessions here that are too old for the limit.
 *
 * <p>A user is announced by all pods with a session of them as soon as one pod has {@link Terms#from}. So nothing is
 * written for most users, and no user with many sessions on one pod is missed.
 */
final class SessionLimitCoordinator implements Presence {
    private final Terms terms;
    private final LocalSessions here;
    private final RemoteSessions elsewhere;
    private final AnnouncementWriter outlet;
    private final Clock clock;
    private final UserQueue due;
    private final OwnAnnouncements own;
    private final OwnLease lease;
    private final PendingEvictions doubts = new PendingEvictions();
    private volatile boolean draining;

    /**
     * The parameters of the limit.
     *
     * @param self this pod's name among the others
     * @param perUser sessions that a user may have
     * @param from number of sessions on one pod from which all pods announce a user
     * @param max users that may be announced, and that may wait for it
     * @param timeout how long the sessions of a silent pod count
     */
    record Terms(String self, int perUser, int from, int max, Duration timeout) {}

    SessionLimitCoordinator(
            Terms terms, LocalSessions here, RemoteSessions elsewhere, AnnouncementWriter outlet, Clock clock) {
        this.terms = terms;
        this.here = here;
        this.elsewhere = elsewhere;
        this.outlet = outlet;
        this.clock = clock;
        this.due = new UserQueue(terms.max());
        this.own = new OwnAnnouncements(terms.self(), terms.max(), due, outlet);
        this.lease = new OwnLease(terms.self(), terms.timeout(), outlet);
    }

    /** Handles a change of the user's sessions, here or on other pods. */
    @Override
    public void notifyChanged(UserId user) {
        if (!draining && concerns(user) && !due.mark(user, false)) {
            outlet.skipped();
        }
    }

    private boolean concerns(UserId user) {
        int count = here.count(user);
        return count >= terms.from() || own.has(user) || (count > 0 && elsewhere.knows(user));
    }

    /** Ends the lease: one record for all users, after which the sessions here no longer count. */
    @Override
    public void notifyDraining() {
        draining = true;
        lease.end(clock.instant());
    }

    /** Runs once a second, on one thread. {@code known} returns whether the control topic is read up to its end. */
    void tick(BooleanSupplier known) {
        if (draining || !known.getAsBoolean()) {
            return;
        }
        if (!own.isEmpty()) {
            renew();
        }
        // Each user once: one that is marked meanwhile waits for the next tick.
        for (int left = due.size(); left > 0 && outlet.hasRoom(); left--) {
            UserQueue.@Nullable Due next = due.poll();
            if (next != null) {
                settle(next, known);
            }
        }
    }

    private void renew() {
        Instant now = clock.instant();
        if (!lease.renew(now)) {
            own.allAgain();
        }
        own.renew(now);
    }

    private void settle(UserQueue.Due next, BooleanSupplier known) {
        UserId user = next.user();
        List<LocalSessions.Seat> seats = here.of(user);
        List<Instant> opened = seats.stream().map(LocalSessions.Seat::opened).toList();
        int surplus = surplus(user, opened);
        // Checked again: while the topic is read anew, old records replace newer ones.
        if (!known.getAsBoolean()) {
            due.mark(user, next.anew());
            return;
        }
        seats.subList(0, surplus).forEach(LocalSessions.Seat::close);
        announce(next, opened.subList(surplus, opened.size()));
    }

    /**
     * Returns how many of the oldest sessions here have to be closed. If a pod was silent since the newest session
     * began here, its session may be that client's former one. Such a pod counts only after a new sign of life.
     */
    private int surplus(UserId user, List<Instant> opened) {
        if (opened.isEmpty()) {
            doubts.end(user);
            return 0;
        }
        Instant newest = opened.get(opened.size() - 1);
        int sure = surplus(opened, elsewhere.of(user, doubts.since(user, newest)));
        int likely = surplus(opened, elsewhere.of(user, Instant.MIN));
        if (likely > sure && due.mark(user, false)) {
            doubts.keep(user, newest);
        } else {
            doubts.end(user);
        }
        return sure;
    }

    private int surplus(List<Instant> opened, List<Announcement> others) {
        return Ranking.surplus(terms.self(), opened, others, terms.perUser());
    }

    private void announce(UserQueue.Due next, List<Instant> opened) {
        List<Instant> said = isToBeSaid(next.user(), opened.size()) ? newest(opened) : List.of();
        boolean again = next.anew() && own.has(next.user());
        if (!again && !own.isNews(next.user(), said)) {
            return;
        }
        renew();
        own.tell(next.user(), said, clock.instant());
    }

    private boolean isToBeSaid(UserId user, int count) {
        return count >= terms.from()
                || (count > 0
                        && elsewhere.of(user, Instant.MIN).stream()
                                .anyMatch(other -> other.opened().size() >= terms.from()));
    }

    private static List<Instant> newest(List<Instant> opened) {
        return opened.subList(Math.max(0, opened.size() - ControlRecords.MAX_TIMES), opened.size());
    }
}
