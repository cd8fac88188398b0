package dev.tidings.intake;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Writes in transactions, all or nothing; replaces a producer that is unusable. Intake's thread only. */
final class Transactions implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> connect;
    private final IntakeMetrics metrics;
    private @Nullable Producer<byte[], byte[]> connected;

    Transactions(Supplier<Producer<byte[], byte[]>> connect, IntakeMetrics metrics) {
        this.connect = connect;
        this.metrics = metrics;
    }

    /** Returns a producer that is ready; its start completes or aborts an open transaction of an earlier one. */
    Producer<byte[], byte[]> open() {
        Producer<byte[], byte[]> known = connected;
        if (known != null) {
            return known;
        }
        Producer<byte[], byte[]> fresh = connect.get();
        try {
            fresh.initTransactions();
        } catch (RuntimeException e) {
            fresh.close(Duration.ZERO);
            throw e;
        }
        connected = fresh;
        return fresh;
    }

    /** Writes in one transaction the records that {@code work} sends. */
    void write(Consumer<TransactionScope> work) {
        Producer<byte[], byte[]> producer;
        try {
            producer = open();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new NotWrittenException(true, e);
        }
        TransactionScope scope = new TransactionScope(producer);
        try {
            producer.beginTransaction();
            work.accept(scope);
            producer.commitTransaction();
            metrics.committed();
        } catch (InterruptException e) {
            leave(producer);
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            boolean certain = abort(producer);
            Exception first = scope.failure();
            throw new NotWrittenException(certain, first == null ? e : first);
        }
    }

    private boolean abort(Producer<byte[], byte[]> producer) {
        metrics.aborted();
        try {
            producer.abortTransaction();
            return true;
        } catch (InterruptException e) {
            leave(producer);
            throw e;
        } catch (RuntimeException e) {
            // Fenced, or the answer to a commit is missing: only a new producer can find out.
            leave(producer);
            return false;
        }
    }

    private void leave(Producer<byte[], byte[]> producer) {
        connected = null;
        producer.close(Duration.ZERO);
    }

    @Override
    public void close() {
        if (connected != null) {
            connected.close(GOODBYE);
            connected = null;
        }
    }
}
