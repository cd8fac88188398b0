package dev.tidings.intake;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** The records of one poll, and the offsets from which they are read again if one of their batches fails. */
final class PolledRecords {
    private final ConsumerRecords<byte[], byte[]> records;
    private final Iterator<ConsumerRecord<byte[], byte[]>> remaining;
    private final Map<TopicPartition, Long> uncommitted = new HashMap<>();

    PolledRecords(ConsumerRecords<byte[], byte[]> records) {
        this.records = records;
        this.remaining = records.iterator();
        for (TopicPartition partition : records.partitions()) {
            uncommitted.put(partition, records.records(partition).get(0).offset());
        }
    }

    static PolledRecords none() {
        return new PolledRecords(ConsumerRecords.empty());
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    boolean hasNext() {
        return remaining.hasNext();
    }

    /** Returns the records that are not mapped yet. */
    Iterator<ConsumerRecord<byte[], byte[]>> remaining() {
        return remaining;
    }

    /** Records that a batch is committed, with the next offset by partition. */
    void commit(Map<TopicPartition, Long> next) {
        uncommitted.putAll(next);
    }

    /** Returns the first uncommitted offset by partition. */
    Map<TopicPartition, Long> uncommitted() {
        return uncommitted;
    }

    Set<TopicPartition> partitions() {
        return records.partitions();
    }
}
