package dev.tidings.publish;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests may be on their way at the same time; any thread. */
final class InFlightBytes {
    private final long max;
    private final AtomicLong taken = new AtomicLong();

    InFlightBytes(long max) {
        this.max = max;
    }

    /** Whether there was room; one request finds it whatever its size. */
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
