package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import java.time.Duration;

/** The time between two attempts of something that repeats. The first attempt is due at once. */
final class Interval {
    private final Duration length;
    private final NanoClock nanos;
    private long dueAt;

    Interval(Duration length, NanoClock nanos) {
        this.length = length;
        this.nanos = nanos;
        this.dueAt = nanos.getAsLong();
    }

    boolean isDue() {
        return nanos.getAsLong() - dueAt >= 0;
    }

    void restart() {
        dueAt = nanos.getAsLong() + length.toNanos();
    }

    /** Makes the next attempt due after this time at the latest. */
    void shorten(Duration atMost) {
        long latest = nanos.getAsLong() + atMost.toNanos();
        dueAt = latest - dueAt < 0 ? latest : dueAt;
    }

    /** Makes the next attempt due at once. */
    void expire() {
        dueAt = nanos.getAsLong();
    }
}
