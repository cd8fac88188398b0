package dev.tidings.kafka;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the bytes that are on their way to Kafka at the same time; any thread. */
public final class InFlightBytes {
    private final long max;
    private final AtomicLong taken = new AtomicLong();

    public InFlightBytes(long max) {
        this.max = max;
    }

    /** Reserves bytes, and returns false if they exceed the limit. Anything fits if nothing else is in flight. */
    public boolean tryAcquire(long bytes) {
        long before = taken.getAndAdd(bytes);
        if (before == 0 || before + bytes <= max) {
            return true;
        }
        release(bytes);
        return false;
    }

    public void release(long bytes) {
        taken.addAndGet(-bytes);
    }

    public long taken() {
        return taken.get();
    }
}
