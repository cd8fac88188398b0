package dev.tidings.session;

import java.time.Duration;
import java.util.Optional;

/** Decides how long a session may stay here: until it is asked to leave, and then until its slot. */
final class MaxAge {
    private static final long NEVER = Long.MAX_VALUE;
    /** The minimum stay as a share of the maximum age; the rest is random, so that sessions that came together part. */
    private static final double SHORTEST = 0.75;

    private final long askAt;
    private long leaveAt = NEVER;

    /** {@code jitter} is in [0, 1). */
    MaxAge(Optional<Duration> maxAge, long now, double jitter) {
        askAt = maxAge.map(age -> now + (long) (age.toMillis() * (SHORTEST + (1 - SHORTEST) * jitter)))
                .orElse(NEVER);
    }

    /** Returns whether the session has reached its age and was not asked to leave yet. */
    boolean isDue(long now) {
        return now >= askAt && leaveAt == NEVER;
    }

    /** Assigns a slot; the earliest one counts. */
    void leaveAt(long slot) {
        leaveAt = Math.min(leaveAt, slot);
    }

    boolean isSlotReached(long now) {
        return now >= leaveAt;
    }
}
