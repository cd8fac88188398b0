package dev.tidings.identity;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The end of one login, or of all of somebody's logins up to a moment: what it covers is closed, and refused from then on. */
public sealed interface Logout {
    /** The longest name that is kept, in characters; OpenID Connect itself allows 255 for a subject. */
    int MAX_NAME = 512;

    Instant at();

    boolean covers(UserId user, Login login);

    /**
     * One login, whatever its tokens' age: an ended one never comes back. Not every issuer that tells its sessions when they
     * end writes them into access tokens too (Auth0, Zitadel): so where the subject is known, its logins without a
     * {@code sid} end as well, up to that moment.
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

        /** That login alone. */
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

    /** Of an issuer's subject, whichever claim names the user here. */
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
