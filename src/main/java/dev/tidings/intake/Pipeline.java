package dev.tidings.intake;

import dev.tidings.intake.TransactionScope.TooLargeException;
import dev.tidings.intake.route.Routes;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/** Maps records and writes what they become, one unit of work after the other. Intake's thread only. */
final class Pipeline implements AutoCloseable {
    private final Mapper mapper;
    private final TransactionalWriter writer;
    private final IntakeMemory memory;
    private final Clock clock;
    private final Supplier<UnitOfWork> works;
    private final DeferredWriter deferred;

    Pipeline(Mapper mapper, TransactionalWriter writer, IntakeMemory memory, IntakeMetrics metrics, Clock clock) {
        this.mapper = mapper;
        this.writer = writer;
        this.memory = memory;
        this.clock = clock;
        this.works = () -> new UnitOfWork(memory, writer, metrics, clock);
        this.deferred = new DeferredWriter(memory.limiter(), works);
    }

    /** Connects the producer, if it is not connected. */
    void open() {
        writer.open();
    }

    /**
     * Maps records until there is no more or a batch is full, and commits the batch.
     *
     * @throws dev.tidings.intake.format.UnavailableException a record cannot be mapped now
     * @throws NotWrittenException the batch is not written, or this is unknown
     */
    void process(PolledRecords records, Routes routes, ConsumerGroupMetadata group) {
        UnitOfWork work = works.get();
        try {
            mapper.map(records.remaining(), routes, work.batch(), clock.millis());
            work.commit(group);
        } catch (RuntimeException e) {
            work.rollback();
            throw e;
        }
        records.commit(work.batch().nextOffsets());
    }

    /** Selects a smaller form of a record that the broker refused; returns whether there is one to try at once. */
    boolean reduce(NotWrittenException refused) {
        return refused.failure() instanceof TooLargeException tooLarge
                && memory.oversized().reduce(tooLarge.cause());
    }

    /**
     * Writes the deferred events that are due.
     *
     * @throws NotWrittenException they are not written, or this is unknown
     */
    void writeDueEvents() {
        deferred.writeDue(clock.millis());
    }

    /** Writes all deferred events, since their recipients move to other pods; if that fails, they stay deferred. */
    void writeDeferredEvents() {
        deferred.writeAll();
    }

    @Override
    public void close() {
        writer.close();
    }
}
