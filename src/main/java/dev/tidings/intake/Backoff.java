package dev.tidings.intake;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Computes the pause before the next attempt: it doubles up to a bound, less a random part of up to one half. */
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
