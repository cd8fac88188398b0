package dev.tidings.identity;

import java.time.Duration;
import java.util.Set;

/** What became of a token. */
public sealed interface Verdict {

    /**
     * The token is good.
     *
     * @param roles what Quarkus' own checks go by; groups, which address, are in the identity
     */
    record Accepted(Identity identity, Set<String> roles) implements Verdict {}

    /** The token is not, and the same token will not be. */
    record Refused(Refusal reason) implements Verdict {}

    /** Nothing can be said now, since the issuer's keys cannot be read: to be tried again. */
    record Unavailable(Duration retryAfter) implements Verdict {}
}
