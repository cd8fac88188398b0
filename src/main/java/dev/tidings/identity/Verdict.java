package dev.tidings.identity;

import java.time.Duration;

/** What became of a token. */
public sealed interface Verdict {

    /** The token is good. */
    record Accepted(Identity identity) implements Verdict {}

    /** The token is not, and the same token will not be. */
    record Refused(Refusal reason) implements Verdict {}

    /** Nothing can be said now, since the issuer's keys cannot be read: to be tried again. */
    record Unavailable(Duration retryAfter) implements Verdict {}
}
