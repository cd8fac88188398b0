package dev.tidings.load;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all clients have received. Written by their one thread; counts may be read by any. */
final class Tally {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final long[] latencies = new long[2_000_000];
    private final AtomicInteger sampled = new AtomicInteger();
    private volatile boolean sampling;
    private volatile long lastAt;

    /** {@code expected} is that user's count; any other is a loss, a repetition or a change of order. */
    void event(boolean ours, long count, long expected, long sentNanos) {
        received.lazySet(received.get() + 1);
        if (!ours || count != expected) {
            wrong.incrementAndGet();
        }
        int sample = sampled.get();
        if (sampling && sample < latencies.length) {
            latencies[sample] = System.nanoTime() - sentNanos;
            sampled.lazySet(sample + 1);
        }
    }

    /** A read is done; so the clock is read once for many events. */
    void readDone() {
        lastAt = System.nanoTime();
    }

    void closed() {
        closed.incrementAndGet();
    }

    long received() {
        return received.get();
    }

    long lastAt() {
        return lastAt;
    }

    /** Events out of order, twice, lost before, or somebody else's; and connections that were closed. */
    void requireFlawless(long expected) {
        if (received.get() != expected || wrong.get() != 0 || closed.get() != 0) {
            throw new IllegalStateException("received=" + received + " wrong=" + wrong + " closed=" + closed
                    + " (expected: " + expected + ", 0, 0)");
        }
    }

    void sample(boolean on) {
        if (on) {
            sampled.set(0);
        }
        sampling = on;
    }

    /** The latencies that were sampled, in order of size. */
    long[] latencies() {
        long[] sorted = Arrays.copyOf(latencies, sampled.get());
        Arrays.sort(sorted);
        return sorted;
    }
}
