package dev.tidings.intake;

import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of intake: a batch, and the decisions in memory that were made for it. It ends with exactly one of
 * {@link #commit}, {@link #rollback} and {@link #abandon}. Intake's thread only.
 */
final class UnitOfWork {
    private final IntakeMemory memory;
    private final TransactionalWriter writer;
    private final IntakeMetrics metrics;
    private final Clock clock;
    private final Batch batch = new Batch();

    UnitOfWork(IntakeMemory memory, TransactionalWriter writer, IntakeMetrics metrics, Clock clock) {
        this.memory = memory;
        this.writer = writer;
        this.metrics = metrics;
        this.clock = clock;
    }

    Batch batch() {
        return batch;
    }

    /**
     * Writes the batch, then keeps its decisions and counts it.
     *
     * @param group the group whose offsets the batch commits; null for a batch without offsets
     * @throws NotWrittenException the unit of work has not ended, and has to be rolled back or abandoned
     */
    void commit(@Nullable ConsumerGroupMetadata group) {
        writer.write(batch, group);
        long now = clock.millis();
        memory.commit(batch, now);
        batch.tallies().forEach((route, tally) -> metrics.counted(route, tally, now));
        batch.deferred().forEach(metrics::released);
    }

    /** Reverts the decisions, so that the same records or events can be tried again. */
    void rollback() {
        memory.rollback();
    }

    /** Keeps the decisions of a batch that may be written or not, and that is not tried again. */
    void abandon() {
        memory.commit(batch, clock.millis());
    }
}
