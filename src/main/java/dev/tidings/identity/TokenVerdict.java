package dev.tidings.identity;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of a token. */
public sealed interface TokenVerdict {

    /**
     * The token is good.
     *
     * @param roles what Quarkus' own checks go by; groups, which address, are in the identity
     * @param noUser null for a user's token; else why it names none: then it is good only for what a service does in its own
     *     name, and the identity's user stands for that service
     */
    record Accepted(
            Identity identity, Set<String> roles, @Nullable Objection noUser) implements TokenVerdict {
        Accepted(Identity identity, Set<String> roles) {
            this(identity, roles, null);
        }
    }

    /** The token is not, and the same token will not be. */
    record Refused(Objection objection) implements TokenVerdict {}

    /** Nothing can be said now, since the issuer's keys cannot be read: to be tried again. */
    record Unavailable(Duration retryAfter) implements TokenVerdict {}
}
