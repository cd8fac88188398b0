package dev.tidings.identity;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of a token's verification. */
public sealed interface TokenVerdict {

    /**
     * The token is valid.
     *
     * @param roles the roles for Quarkus' own checks; groups, which address, are in the identity
     * @param noUser null for a user's token; else the reason why it names no user: then it is valid only for service
     *     requests, and the identity's user is that service
     */
    record Accepted(
            Identity identity, Set<String> roles, @Nullable Objection noUser) implements TokenVerdict {
        Accepted(Identity identity, Set<String> roles) {
            this(identity, roles, null);
        }
    }

    /** The token is not valid, and the same token will never be. */
    record Refused(Objection objection) implements TokenVerdict {}

    /** The token cannot be verified now, since the issuer's keys cannot be read. The client may try again. */
    record Unavailable(Duration retryAfter) implements TokenVerdict {}
}
