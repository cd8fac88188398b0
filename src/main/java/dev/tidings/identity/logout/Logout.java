package dev.tidings.identity.logout;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The end of one login, or of a user's logins up to a moment: its sessions are closed, its tokens refused. */
public sealed interface Logout {
    /** The longest name that is accepted, in characters. OpenID Connect itself allows 255 for a subject. */
    int MAX_NAME = 512;

    Instant at();

    boolean covers(UserId user, Login login);

    /**
     * The end of one login, whatever the age of its tokens, since an ended login never returns. Some issuers that
     * report the end of a session do not write it into access tokens (Auth0, Zitadel). So if the subject is known, its
     * logins without a {@code sid} end as well, up to that moment.
     *
     * @param issuer null for any
     */
    record OfLogin(
            @Nullable String issuer, String sid, @Nullable String subject, Instant at) implements Logout {
        public OfLogin {
            require("sid", sid);
            if (subject != null) {
                require("subject", subject);
            }
        }

        /** Creates the end of this login alone. */
        public OfLogin(@Nullable String issuer, String sid, Instant at) {
            this(issuer, sid, null, at);
        }

        @Override
        public boolean covers(UserId user, Login login) {
            if (issuer != null && !issuer.equals(login.issuer())) {
                return false;
            }
            return login.sid() != null
                    ? sid.equals(login.sid())
                    : subject != null
                            && subject.equals(login.subject())
                            && !login.issued().isAfter(at);
        }
    }

    /** The end of all logins of an issuer's subject, whichever claim names the user here. */
    record OfSubject(String issuer, String subject, Instant at) implements Logout {
        public OfSubject {
            require("subject", subject);
        }

        @Override
        public boolean covers(UserId user, Login login) {
            return subject.equals(login.subject())
                    && issuer.equals(login.issuer())
                    && !login.issued().isAfter(at);
        }
    }

    record OfUser(UserId user, Instant at) implements Logout {
        public OfUser {
            require("user", user.value());
        }

        @Override
        public boolean covers(UserId other, Login login) {
            return user.equals(other) && !login.issued().isAfter(at);
        }
    }

    private static void require(String name, String value) {
        if (value.isEmpty() || value.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    name + ": " + value.length() + " characters (expected: 1 to " + MAX_NAME + ")");
        }
    }
}
