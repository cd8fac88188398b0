package dev.tidings.identity;

import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected, as a verified token says it: all that a session needs to know, and nothing of the token itself.
 *
 * @param sid the issuer's session, from the claim {@code sid}; back-channel logout names it
 */
public record Identity(
        UserId user, Set<String> groups, @Nullable String sid, Instant expires, String issuer) {
    /** The attribute of Quarkus' SecurityIdentity that holds this value. */
    public static final String ATTRIBUTE = "tidings.identity";

    public Identity {
        groups = Set.copyOf(groups);
    }
}
