package dev.tidings.identity;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import io.quarkus.security.identity.SecurityIdentity;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected, as a verified token says it: all that a session needs to know, and nothing of the token itself.
 */
public record Identity(UserId user, Set<String> groups, Login login, Instant expires) {
    /** The attribute of Quarkus' SecurityIdentity that holds this value. */
    static final String ATTRIBUTE = "tidings.identity";

    public Identity {
        groups = Set.copyOf(groups);
    }

    /** Who it is by Tidings' own verification; null for anybody else. */
    public static @Nullable Identity of(SecurityIdentity security) {
        return security.getAttribute(ATTRIBUTE);
    }
}
