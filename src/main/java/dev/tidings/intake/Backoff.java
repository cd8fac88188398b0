package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Computes the pause before the next attempt: it doubles up to a bound, less a random part of up to one half. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long MOST_MILLIS = 10_000;

    private final RandomGenerator random;
    private final NanoClock nanos;
    private long millis = FIRST_MILLIS;

    Backoff(RandomGenerator random, NanoClock nanos) {
        this.random = random;
        this.nanos = nanos;
    }

    Duration next() {
        long waited = millis;
        millis = Math.min(2 * millis, MOST_MILLIS);
        return Duration.ofMillis(waited - random.nextLong(waited / 2));
    }

    /** Begins the next pause, which is over when the interval is due. */
    Interval begin() {
        Interval pause = new Interval(next(), nanos);
        pause.restart();
        return pause;
    }

    void reset() {
        millis = FIRST_MILLIS;
    }
}
