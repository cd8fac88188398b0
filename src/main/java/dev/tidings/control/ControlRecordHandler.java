package dev.tidings.control;

import dev.tidings.control.ControlMetrics.Outcome;
import dev.tidings.control.ControlRecord.Denial;
import dev.tidings.identity.logout.Logout;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Subscriber;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Applies the control topic's records: logouts, and sessions on other pods. The control thread only. */
final class ControlRecordHandler {
    private static final Logger LOG = Logger.getLogger(ControlRecordHandler.class);

    private final DenyList denials;
    private final SessionRegistry sessions;
    private final AnnouncementHandler elsewhere;
    private final ControlMetrics metrics;
    private final Clock clock;
    private final Unmet unmet;

    ControlRecordHandler(
            DenyList denials,
            SessionRegistry sessions,
            AnnouncementHandler elsewhere,
            ControlMetrics metrics,
            Clock clock) {
        this.denials = denials;
        this.sessions = sessions;
        this.elsewhere = elsewhere;
        this.metrics = metrics;
        this.clock = clock;
        this.unmet = new Unmet(clock);
    }

    /** Applies a record. Throws only the exception that marks the record as unusable. */
    void obey(@Nullable String key, byte @Nullable [] value) throws ControlRecords.Unusable {
        if (key == null) {
            throw new ControlRecords.Unusable("no key");
        }
        if (value == null) {
            metrics.read(takeBack(key));
            return;
        }
        metrics.read(obey(ControlRecords.read(key, value)));
    }

    private Outcome takeBack(String key) {
        Outcome outcome = elsewhere.takeBack(key);
        if (outcome == Outcome.UNKNOWN) {
            denials.lift(key);
            return Outcome.LIFTED;
        }
        return outcome;
    }

    private Outcome obey(ControlRecord record) {
        if (!(record instanceof Denial denial)) {
            return elsewhere.obey(record);
        }
        if (denial.isOver(clock.instant())) {
            return Outcome.OVER;
        }
        remember(denial);
        if (end(denial.logout()) > 0) {
            return Outcome.LOGOUT;
        }
        unmet.happened();
        return Outcome.LOGOUT_OF_NOBODY;
    }

    /** Handles the end of a batch. {@code known} is true if the topic was read up to its end before. */
    void passed(boolean known) {
        unmet.tell();
        denials.purge();
        if (known) {
            elsewhere.purge();
        }
    }

    /** Adds a logout before sessions are searched: a new session checks the list after its registration. */
    private void remember(Denial denial) {
        int dropped = denials.add(denial);
        if (dropped > 0) {
            metrics.dropped(dropped);
            LOG.warnf(
                    "logouts forgotten before their time count=%d entries=%d (expected: fewer than"
                            + " tidings.control.max-entries)",
                    dropped, denials.size());
        }
    }

    /** Ends the sessions of a logout, and returns their number. */
    private int end(Logout logout) {
        int ended = 0;
        for (Session session : concerned(logout)) {
            if (isCovered(session, logout)) {
                ended++;
            }
            // The check is repeated on the session's loop: the session may be about to renew with another login.
            session.execute(() -> closeIfCovered(session, logout));
        }
        return ended;
    }

    private List<Session> concerned(Logout logout) {
        if (logout instanceof Logout.OfLogin login) {
            List<Session> all = new ArrayList<>(sessions.ofSid(login.sid()));
            if (login.subject() != null) {
                all.addAll(sessions.ofSubject(login.subject()));
            }
            return all;
        }
        if (logout instanceof Logout.OfSubject subject) {
            return sessions.ofSubject(subject.subject());
        }
        return sessions.ofUser(((Logout.OfUser) logout).user());
    }

    private static void closeIfCovered(Session session, Logout logout) {
        if (isCovered(session, logout)) {
            session.close(CloseReason.LOGGED_OUT);
        }
    }

    private static boolean isCovered(Session session, Logout logout) {
        Subscriber subscriber = session.subscriber();
        return subscriber.login() != null && logout.covers(subscriber.user(), subscriber.login());
    }
}
