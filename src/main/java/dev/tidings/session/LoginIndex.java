package dev.tidings.session;

import dev.tidings.event.Login;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions by their issuer's names for the login, so that a logout finds them without a search. Any thread. */
final class LoginIndex {
    private final SessionIndex<String> sids = new SessionIndex<>();
    private final SessionIndex<String> subjects = new SessionIndex<>();

    void add(Session session, @Nullable Login login) {
        if (login == null) {
            return;
        }
        if (login.subject() != null) {
            subjects.add(login.subject(), session);
        }
        if (login.sid() != null) {
            sids.add(login.sid(), session);
        }
    }

    void remove(Session session, @Nullable Login login) {
        if (login == null) {
            return;
        }
        if (login.subject() != null) {
            subjects.remove(login.subject(), session);
        }
        if (login.sid() != null) {
            sids.remove(login.sid(), session);
        }
    }

    /** Returns the sessions with that {@code sid}, of any issuer. */
    List<Session> ofSid(String sid) {
        return List.of(sids.get(sid));
    }

    /** Returns the sessions with that subject, of any issuer. */
    List<Session> ofSubject(String subject) {
        return List.of(subjects.get(subject));
    }
}
