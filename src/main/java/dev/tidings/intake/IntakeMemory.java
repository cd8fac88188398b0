package dev.tidings.intake;

import dev.tidings.intake.deadletter.OversizedRecords;
import dev.tidings.intake.limit.Limiter;
import dev.tidings.intake.memory.DeduplicationWindow;

/**
 * The state that intake keeps between batches: fingerprints, limits, and records that the broker refused as too large.
 * Used by intake's thread only, except for the sizes.
 */
public final class IntakeMemory {
    private final DeduplicationWindow window;
    private final Limiter limiter;
    private final OversizedRecords oversized = new OversizedRecords();

    IntakeMemory(DeduplicationWindow window, Limiter limiter) {
        this.window = window;
        this.limiter = limiter;
    }

    DeduplicationWindow window() {
        return window;
    }

    Limiter limiter() {
        return limiter;
    }

    OversizedRecords oversized() {
        return oversized;
    }

    /** Keeps the decisions that were made for a batch, since the batch is written. */
    void commit(Batch batch, long now) {
        limiter.commit();
        oversized.release(batch.nextOffsets());
        batch.fingerprints().forEach((partition, all) -> all.forEach(each -> window.add(partition, each, now)));
    }

    /** Reverts the decisions that were made for a batch. */
    void rollback() {
        limiter.rollback();
    }

    /** Returns the number of events whose repetition is detected. */
    public int repetitions() {
        return window.size();
    }

    /** Returns the number of recipients whose limits are counted. */
    public int recipients() {
        return limiter.recipients();
    }

    /** Returns the number of events that wait for their recipient's limit. */
    public int waiting() {
        return limiter.waiting();
    }
}
