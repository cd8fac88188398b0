package dev.tidings.intake.limit;

import dev.tidings.intake.route.Limits.Rate;
import java.util.concurrent.TimeUnit;

/** A token bucket, represented by the one moment at which it is full again. */
final class Bucket {
    private final Rate rate;
    private final long perNanos;
    private final long eachNanos;
    private long fullAt = Long.MIN_VALUE;

    Bucket(Rate rate) {
        this.rate = rate;
        this.perNanos = TimeUnit.MILLISECONDS.toNanos(rate.perMillis());
        this.eachNanos = perNanos / rate.events();
    }

    Rate rate() {
        return rate;
    }

    boolean isFull(long nowMillis) {
        return fullAt <= TimeUnit.MILLISECONDS.toNanos(nowMillis);
    }

    boolean hasToken(long nowMillis) {
        long now = TimeUnit.MILLISECONDS.toNanos(nowMillis);
        return Math.max(fullAt, now) + eachNanos - now <= perNanos;
    }

    /** Takes a token; the caller has checked {@link #hasToken}. */
    void take(long nowMillis, UndoLog undo) {
        long before = fullAt;
        undo.add(() -> fullAt = before);
        fullAt = Math.max(fullAt, TimeUnit.MILLISECONDS.toNanos(nowMillis)) + eachNanos;
    }
}
