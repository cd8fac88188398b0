package dev.tidings.session;

import java.time.Duration;
import java.util.Optional;

/** What is done for a session to which nothing happens: how often its cursor is told, how long it may stay. */
public record Upkeep(Duration cursorInterval, Optional<Duration> maxAge) {
    static final Upkeep DEFAULT = new Upkeep(Duration.ofMinutes(2), Optional.empty());

    public Upkeep {
        SessionLimits.requirePositive("cursor-interval", cursorInterval.toMillis());
        maxAge.ifPresent(age -> SessionLimits.requirePositive("max-age", age.toMillis()));
    }
}
