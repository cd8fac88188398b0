package dev.tidings.kafka;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One record on its way to Kafka. */
final class RecordWrite {
    private static final int OVERHEAD = 1024;

    private final ProducerRecord<byte[], byte[]> record;
    private final @Nullable IntUnaryOperator placement;
    private final InFlightBytes inFlight;
    private final UniEmitter<? super RecordMetadata> result;
    private final long deadline;

    /** @param placement returns the partition for the number of the topic's partitions; null for Kafka's default */
    RecordWrite(
            ProducerRecord<byte[], byte[]> record,
            @Nullable IntUnaryOperator placement,
            Duration timeout,
            InFlightBytes inFlight,
            UniEmitter<? super RecordMetadata> result) {
        this.record = record;
        this.placement = placement;
        this.inFlight = inFlight;
        this.result = result;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** Returns the bytes that the record counts for while it is in flight. */
    static long size(ProducerRecord<byte[], byte[]> record) {
        int key = record.key() == null ? 0 : record.key().length;
        int value = record.value() == null ? 0 : record.value().length;
        return OVERHEAD + key + value;
    }

    /** Sends the record, on the sending thread. */
    void with(RecordSender sender) {
        try {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException("the record waited too long for others and was not written");
            }
            sender.send(placed(sender), this::settle);
        } catch (RuntimeException e) {
            settle(null, e);
        }
    }

    private ProducerRecord<byte[], byte[]> placed(RecordSender sender) {
        if (placement == null) {
            return record;
        }
        int partition = placement.applyAsInt(sender.partitionsOf(record.topic()));
        return new ProducerRecord<>(
                record.topic(), partition, record.timestamp(), record.key(), record.value(), record.headers());
    }

    private void settle(@Nullable RecordMetadata written, @Nullable Exception failure) {
        inFlight.release(size(record));
        if (failure == null) {
            result.complete(written);
        } else {
            result.fail(failure);
        }
    }
}
