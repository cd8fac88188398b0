package dev.tidings.publish;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the bytes of requests that are in flight at the same time; any thread. */
final class InFlightBytes {
    private final long max;
    private final AtomicLong taken = new AtomicLong();

    InFlightBytes(long max) {
        this.max = max;
    }

    /** Reserves bytes, and returns false if they exceed the limit; a single request always fits. */
    boolean enter(long bytes) {
        long before = taken.getAndAdd(bytes);
        if (before == 0 || before + bytes <= max) {
            return true;
        }
        leave(bytes);
        return false;
    }

    void leave(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
