package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.limit.DeferredEvent;
import dev.tidings.intake.memory.Fingerprint;
import dev.tidings.intake.memory.FingerprintCodec;
import dev.tidings.intake.route.Outgoing;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes batches in one transaction each: events, dead letters, fingerprints, and the group's offsets. */
final class TransactionalWriter {
    private static final byte[] CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8".getBytes(UTF_8);

    /** Bytes of an event's size that the header takes. */
    static final int HEADER_BYTES = "content-type".length() + CONTENT_TYPE.length;

    private final Transactions transactions;
    private final TopicsConfig topics;
    private final HomePlacement placing;

    TransactionalWriter(Transactions transactions, TopicsConfig topics, HomePlacement placing) {
        this.transactions = transactions;
        this.topics = topics;
        this.placing = placing;
    }

    void open() {
        transactions.open();
    }

    void close() {
        transactions.close();
    }

    void write(Batch batch, ConsumerGroupMetadata group) {
        transactions.write(sending -> {
            batch.events().forEach(sent -> sending.send(record(sending, sent.event()), sent.cause()));
            batch.letters().forEach(letter -> sending.send(letter.record(), letter.cause()));
            batch.fingerprints().forEach((source, fingerprints) -> remember(sending, source, fingerprints));
            sending.offsets(offsets(batch), group);
        });
    }

    /** Writes deferred events; they belong to no record of the current batch, and commit no offsets. */
    void write(List<DeferredEvent> due) {
        transactions.write(sending -> due.forEach(each -> sending.send(record(sending, each.collapsed()), null)));
    }

    private ProducerRecord<byte[], byte[]> record(TransactionScope sending, Outgoing event) {
        String topic = topics.nameOf(event.topic());
        Integer partition = placing.isKafkas() ? null : placing.partition(event.key(), sending.partitions(topic));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, partition, event.key().getBytes(UTF_8), event.value());
        record.headers().add("content-type", CONTENT_TYPE);
        return record;
    }

    private void remember(TransactionScope sending, TopicPartition source, Collection<Fingerprint> fingerprints) {
        String topic = topics.seen();
        FingerprintCodec.write(topic, sending.partitions(topic), source, fingerprints)
                .forEach(record -> sending.send(record, null));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(Batch batch) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        batch.next().forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
        return offsets;
    }
}
