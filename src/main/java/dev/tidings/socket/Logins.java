package dev.tidings.socket;

import dev.tidings.identity.Identity;
import dev.tidings.identity.Revocations;
import dev.tidings.session.ClientChannel;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.session.Sessions;
import dev.tidings.session.Subscriber;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Binds sessions to the logins of their tokens. A login may end after its token was checked and before the logout can
 * find the session. So the login is checked once more when the session is registered.
 */
@Singleton
class Logins {
    private final Sessions sessions;
    private final Revocations revocations;

    Logins(Sessions sessions, Revocations revocations) {
        this.sessions = sessions;
        this.revocations = revocations;
    }

    Session open(Identity identity, Optional<String> cursor, ClientChannel channel, PushLoop loop) {
        Session session = sessions.open(subscriberOf(identity), identity.expires(), cursor, channel, loop);
        closeIfEnded(session, identity);
        return session;
    }

    /** Renews a session by a newer token of the same user and groups. On the session's loop. */
    void renew(Session session, Identity identity) {
        session.renew(subscriberOf(identity), identity.expires());
        closeIfEnded(session, identity);
    }

    private void closeIfEnded(Session session, Identity identity) {
        if (revocations.cover(identity)) {
            session.close(CloseReason.LOGGED_OUT);
        }
    }

    private static Subscriber subscriberOf(Identity identity) {
        return new Subscriber(identity.user(), identity.groups(), identity.login());
    }
}
