package dev.tidings.socket;

import dev.tidings.concurrent.TokenRate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A token bucket that holds the handshakes of one second. Any thread. */
final class HandshakeRate {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TokenRate rate;
    private final LongSupplier nanoClock;
    private final AtomicLong fullAt;
    private volatile long refusedAt;

    HandshakeRate(int perSecond, LongSupplier nanoClock) {
        this.rate = TokenRate.of(perSecond, SECOND);
        this.nanoClock = nanoClock;
        this.fullAt = new AtomicLong(nanoClock.getAsLong());
        this.refusedAt = fullAt.get() - SECOND.toNanos();
    }

    /** Returns whether a handshake was refused within the last second. Takes no token. */
    boolean refusedRecently() {
        return nanoClock.getAsLong() - refusedAt < SECOND.toNanos();
    }

    /** Takes a token, and returns whether there was one. */
    boolean admits() {
        long now = nanoClock.getAsLong();
        while (true) {
            long full = fullAt.get();
            if (!rate.hasToken(full, now)) {
                refusedAt = now;
                return false;
            }
            if (fullAt.compareAndSet(full, rate.take(full, now))) {
                return true;
            }
        }
    }
}
