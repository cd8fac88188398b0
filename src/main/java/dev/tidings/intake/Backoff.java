package dev.tidings.intake;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt: twice as long each time up to a bound, and up to a half less by chance. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long MOST_MILLIS = 10_000;

    private final RandomGenerator random;
    private long millis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long waited = millis;
        millis = Math.min(2 * millis, MOST_MILLIS);
        return Duration.ofMillis(waited - random.nextLong(waited / 2));
    }

    void reset() {
        millis = FIRST_MILLIS;
    }
}
