package dev.tidings.bench.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What all clients have had. Written by their one thread; what is told may be read by any. */
public final class Tally {
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(10);

    /** The clients' thread's own, told to others once a read and not for each event. */
    private long counted;

    private volatile long received;
    private volatile long lastAt;
    private volatile boolean sampling;
    private volatile Histogram latencies = new Histogram(LONGEST, 3);
    private volatile Flaws flaws = Flaws.NONE;

    void event(Sequence.Verdict verdict, long nanos) {
        if (verdict != Sequence.Verdict.IN_ORDER) {
            flaws = flaws.plus(verdict);
        }
        if (verdict == Sequence.Verdict.IN_ORDER || verdict == Sequence.Verdict.OUT_OF_ORDER) {
            counted++;
            if (sampling) {
                latencies.recordValue(Math.min(LONGEST, Math.max(0, nanos)));
            }
        }
    }

    /** Somebody else's event. */
    void foreign() {
        flaws = flaws.plusForeign();
    }

    void closed() {
        flaws = flaws.plusClosed();
    }

    void readDone(long at) {
        if (counted != received) {
            received = counted;
            lastAt = at;
        }
    }

    /** Events that were new to their receivers. */
    public long received() {
        return received;
    }

    /** When the last of them was read. */
    public long lastAt() {
        return lastAt;
    }

    public Flaws flaws() {
        return flaws;
    }

    /** From now on each event's time counts, and none before. */
    public void beginSampling() {
        latencies = new Histogram(LONGEST, 3);
        sampling = true;
    }

    /** In nanoseconds, from when each was due until it was read. */
    public Histogram endSampling() {
        sampling = false;
        return latencies;
    }
}
