package dev.tidings.identity;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.Set;

/**
 * Who is connected, as a verified token says it: all that a session needs to know, and nothing of the token itself.
 */
public record Identity(UserId user, Set<String> groups, Login login, Instant expires) {
    public Identity {
        groups = Set.copyOf(groups);
    }
}
