package dev.tidings.socket;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket that holds the handshakes of one second. Any thread.
 *
 * <p>Instead of tokens it keeps the time up to which all of them are spent. A handshake advances this time by its share
 * of a second, and the time may not pass the present.
 */
final class HandshakeRate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long share;
    private final LongSupplier nanoClock;
    private final AtomicLong spentUntil;
    private volatile long refusedAt;

    HandshakeRate(int perSecond, LongSupplier nanoClock) {
        this.share = SECOND / perSecond;
        this.nanoClock = nanoClock;
        this.spentUntil = new AtomicLong(nanoClock.getAsLong() - SECOND);
        this.refusedAt = spentUntil.get();
    }

    /** Returns whether a handshake was refused within the last second. Takes no token. */
    boolean refusedRecently() {
        return nanoClock.getAsLong() - refusedAt < SECOND;
    }

    /** Takes a token, and returns whether there was one. */
    boolean admits() {
        long now = nanoClock.getAsLong();
        while (true) {
            long spent = spentUntil.get();
            // Only differences of nanoTime have a meaning.
            long next = (now - spent > SECOND ? now - SECOND : spent) + share;
            if (next - now > 0) {
                refusedAt = now;
                return false;
            }
            if (spentUntil.compareAndSet(spent, next)) {
                return true;
            }
        }
    }
}
