package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.memory.Fingerprint;
import dev.tidings.intake.memory.FingerprintCodec;
import dev.tidings.intake.route.Outgoing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes batches in one transaction each: events, dead letters, fingerprints, and the group's offsets. */
final class TransactionalWriter {
    private static final byte[] CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8".getBytes(UTF_8);

    /** Bytes of an event's size that the header takes. */
    static final int HEADER_BYTES = "content-type".length() + CONTENT_TYPE.length;

    private final Transactions transactions;
    private final TopicsConfig topics;
    private final HomePlacement placement;

    TransactionalWriter(Transactions transactions, TopicsConfig topics, HomePlacement placement) {
        this.transactions = transactions;
        this.topics = topics;
        this.placement = placement;
    }

    void open() {
        transactions.open();
    }

    void close() {
        transactions.close();
    }

    /**
     * Writes a batch.
     *
     * @param group the group whose offsets are committed; null for a batch without offsets
     */
    void write(Batch batch, @Nullable ConsumerGroupMetadata group) {
        transactions.write(scope -> {
            batch.events().forEach(sent -> scope.send(record(scope, sent.event()), sent.cause()));
            batch.letters().forEach(letter -> scope.send(letter.record(), letter.cause()));
            batch.fingerprints().forEach((source, fingerprints) -> send(scope, source, fingerprints));
            if (group != null) {
                scope.commitOffsets(offsets(batch), group);
            }
        });
    }

    private ProducerRecord<byte[], byte[]> record(TransactionScope scope, Outgoing event) {
        String topic = topics.nameOf(event.topic());
        Integer partition = placement.isKafkas() ? null : placement.partition(event.key(), scope.partitions(topic));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, event.key().getBytes(UTF_8), event.value());
        record.headers().add("content-type", CONTENT_TYPE);
        return record;
    }

    private void send(TransactionScope scope, TopicPartition source, Collection<Fingerprint> fingerprints) {
        String topic = topics.seen();
        FingerprintCodec.write(topic, scope.partitions(topic), source, fingerprints)
                .forEach(record -> scope.send(record, null));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Batch batch) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        batch.nextOffsets().forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
        return offsets;
    }
}
