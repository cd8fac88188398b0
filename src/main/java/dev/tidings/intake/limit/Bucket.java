package dev.tidings.intake.limit;

import dev.tidings.concurrent.TokenRate;
import dev.tidings.intake.route.Limits.Rate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A token bucket, represented by the one moment at which it is full again. */
final class Bucket {
    private final Rate rate;
    private final TokenRate tokens;
    private long fullAt;

    Bucket(Rate rate, long nowMillis) {
        this.rate = rate;
        this.tokens = TokenRate.of(rate.events(), Duration.ofMillis(rate.perMillis()));
        this.fullAt = nanos(nowMillis);
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    Rate rate() {
        return rate;
    }

    boolean isFull(long nowMillis) {
        return fullAt <= nanos(nowMillis);
    }

    boolean hasToken(long nowMillis) {
        return tokens.hasToken(fullAt, nanos(nowMillis));
    }

    /** Takes a token; the caller has checked {@link #hasToken}. */
    void take(long nowMillis, UndoLog undo) {
        long before = fullAt;
        undo.add(() -> fullAt = before);
        fullAt = tokens.take(fullAt, nanos(nowMillis));
    }
}
