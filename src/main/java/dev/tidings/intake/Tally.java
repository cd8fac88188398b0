package dev.tidings.intake;

import dev.tidings.format.DeadReason;

/** What became of one route's records in one transaction. */
public final class Tally {
    private final int[] outcomes = new int[Outcome.values().length];
    private final int[] reasons = new int[DeadReason.values().length];
    private int events;
    private int suppressed;
    private long oldest = Long.MAX_VALUE;

    void count(Outcome outcome, long timestamp) {
        outcomes[outcome.ordinal()]++;
        oldest = Math.min(oldest, timestamp);
    }

    void dead(DeadReason reason, long timestamp) {
        reasons[reason.ordinal()]++;
        count(Outcome.DEAD, timestamp);
    }

    void events(int written, int suppressedOnes) {
        events += written;
        suppressed += suppressedOnes;
    }

    public int of(Outcome outcome) {
        return outcomes[outcome.ordinal()];
    }

    public int of(DeadReason reason) {
        return reasons[reason.ordinal()];
    }

    /** Records, whatever became of them. */
    public int read() {
        int sum = 0;
        for (int each : outcomes) {
            sum += each;
        }
        return sum;
    }

    public int events() {
        return events;
    }

    /** Events that the limits took, of records that had others too or not. */
    public int suppressed() {
        return suppressed;
    }

    /** The timestamp of the oldest record. */
    public long oldest() {
        return oldest;
    }
}
