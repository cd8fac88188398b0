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

    /** One login, whatever its tokens' age: an ended one never comes back. Of any issuer when that is null. */
    record OfLogin(@Nullable String issuer, String sid, Instant at) implements Logout {
        public OfLogin {
            require("sid", sid);
        }

        @Override
        public boolean covers(UserId user, Login login) {
            return sid.equals(login.sid()) && (issuer == null || issuer.equals(login.issuer()));
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
