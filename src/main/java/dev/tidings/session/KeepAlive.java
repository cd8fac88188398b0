package dev.tidings.session;

import java.time.Duration;
import java.util.Optional;

/** What is done for a session to which nothing happens: how often its cursor is told, how long it may stay. */
public record KeepAlive(Duration cursorInterval, Optional<Duration> maxAge) {
    static final KeepAlive DEFAULT = new KeepAlive(Duration.ofMinutes(2), Optional.empty());

    public KeepAlive {
        SessionLimits.requirePositive("cursor-interval", cursorInterval.toMillis());
        maxAge.ifPresent(age -> SessionLimits.requirePositive("max-age", age.toMillis()));
    }
}
