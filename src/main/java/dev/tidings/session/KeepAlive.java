package dev.tidings.session;

import java.time.Duration;
import java.util.Optional;

/** The upkeep of an idle session: how often its cursor is sent, and how long it may stay. */
public record KeepAlive(Duration cursorInterval, Optional<Duration> maxAge) {
    static final KeepAlive DEFAULT = new KeepAlive(Duration.ofMinutes(2), Optional.empty());

    public KeepAlive {
        SessionLimits.requirePositive("cursor-interval", cursorInterval.toMillis());
        maxAge.ifPresent(age -> SessionLimits.requirePositive("max-age", age.toMillis()));
    }
}
