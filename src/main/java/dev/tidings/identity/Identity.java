package dev.tidings.identity;

import dev.tidings.event.Login;
import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.Set;

/**
 * The identity of a connected client, from a verified token: all that a session needs, and nothing of the token itself.
 */
public record Identity(UserId user, Set<String> groups, Login login, Instant expires) {
    public Identity {
        groups = Set.copyOf(groups);
    }
}
