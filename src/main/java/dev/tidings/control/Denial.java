package dev.tidings.control;

import dev.tidings.identity.logout.Logout;
import java.time.Instant;

/**
 * A logout, and the time until which tokens have to be refused for it.
 *
 * @param key the record's, by which the topic is compacted
 */
record Denial(String key, Logout logout, Instant until) implements ControlRecord {
    static Denial of(Logout logout, Instant until) {
        return new Denial(ControlKeys.of(logout), logout, until);
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }
}
