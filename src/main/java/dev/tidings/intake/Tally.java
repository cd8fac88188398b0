package dev.tidings.intake;

import dev.tidings.intake.format.DeadReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts the outcomes of one route's records in one transaction. */
public final class Tally {
    private final Map<MappingOutcome, Integer> outcomes = new EnumMap<>(MappingOutcome.class);
    private final Map<DeadReason, Integer> reasons = new EnumMap<>(DeadReason.class);
    private int events;
    private int suppressed;
    private long oldest = Long.MAX_VALUE;

    void count(MappingOutcome outcome, long timestamp) {
        outcomes.merge(outcome, 1, Integer::sum);
        oldest = Math.min(oldest, timestamp);
    }

    void countDead(DeadReason reason, long timestamp) {
        reasons.merge(reason, 1, Integer::sum);
        count(MappingOutcome.DEAD, timestamp);
    }

    void addEvents(int written, int suppressedOnes) {
        events += written;
        suppressed += suppressedOnes;
    }

    public int of(MappingOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    public int of(DeadReason reason) {
        return reasons.getOrDefault(reason, 0);
    }

    /** Returns the number of records, whatever their outcome. */
    public int records() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int events() {
        return events;
    }

    /** Returns the number of suppressed events, also of records with other events that were written. */
    public int suppressed() {
        return suppressed;
    }

    /** Returns the timestamp of the oldest record, in milliseconds since the epoch. */
    public long oldestTimestamp() {
        return oldest;
    }
}
