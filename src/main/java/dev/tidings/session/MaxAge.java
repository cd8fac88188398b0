package dev.tidings.session;

import java.time.Duration;
import java.util.Optional;

/** How long a session may stay here: until it is asked to leave, and then until its slot. */
final class MaxAge {
    private static final long NEVER = Long.MAX_VALUE;
    /** Of the longest stay that is allowed, at least; the rest is random, so that those who came together part. */
    private static final double SHORTEST = 0.75;

    private final long askAt;
    private long leaveAt = NEVER;

    /** {@code jitter} in [0, 1) */
    MaxAge(Optional<Duration> maxAge, long now, double jitter) {
        askAt = maxAge.map(age -> now + (long) (age.toMillis() * (SHORTEST + (1 - SHORTEST) * jitter)))
                .orElse(NEVER);
    }

    /** Whether it has been here for as long as it may, and was not asked to leave yet. */
    boolean isOver(long now) {
        return now >= askAt && leaveAt == NEVER;
    }

    /** Gives it a slot; the first one counts. */
    void leaveAt(long slot) {
        leaveAt = Math.min(leaveAt, slot);
    }

    boolean isSlotReached(long now) {
        return now >= leaveAt;
    }
}
