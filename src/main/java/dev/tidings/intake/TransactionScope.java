package dev.tidings.intake;

import dev.tidings.intake.deadletter.OversizedRecords.Cause;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** Sends records within one transaction, and keeps the first failure. */
final class TransactionScope {
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** A record was larger than the broker takes. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Cause cause;

        TooLargeException(Cause cause, Exception failure) {
            super(failure.getMessage(), failure);
            this.cause = cause;
        }

        /** Returns the record and the route for which it was sent. */
        Cause cause() {
            return cause;
        }
    }

    TransactionScope(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    void send(ProducerRecord<byte[], byte[]> record, @Nullable Cause cause) {
        var unused = producer.send(record, (written, failed) -> {
            if (failed instanceof RecordTooLargeException && cause != null) {
                failure.compareAndSet(null, new TooLargeException(cause, failed));
            } else if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    void commitOffsets(Map<TopicPartition, OffsetAndMetadata> next, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(next, group);
    }

    @Nullable
    Exception failure() {
        return failure.get();
    }
}
