package dev.tidings.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Reads the partitions of a member, seeks in them, and pauses them. Intake's thread only. */
final class SourceConsumer {
    private static final Logger LOG = Logger.getLogger(SourceConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final AssignmentListener arrivals;

    SourceConsumer(Consumer<byte[], byte[]> consumer, AssignmentListener arrivals) {
        this.consumer = consumer;
        this.arrivals = arrivals;
    }

    void subscribe(Collection<String> topics) {
        consumer.subscribe(topics, arrivals);
    }

    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Returns the lags of the admitted partitions, in records. */
    Map<SourcePartition, Long> lags() {
        Map<SourcePartition, Long> lags = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            if (!arrivals.holds(partition)) {
                consumer.currentLag(partition)
                        .ifPresent(lag -> lags.put(new SourcePartition(partition.topic(), partition.partition()), lag));
            }
        }
        return lags;
    }

    ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::findAgain);
            return ConsumerRecords.empty();
        }
    }

    /** Seeks after retention has overtaken intake, or after the topic has lost its end. */
    private void findAgain(TopicPartition partition, long offset) {
        long begin = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        long next = offset < begin ? begin : end;
        LOG.errorf(
                "the broker does not have what comes next partition=%s offset=%d goes on at=%d: records are lost",
                partition, offset, next);
        consumer.seek(partition, next);
    }

    static Map<TopicPartition, Long> firsts(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Long> firsts = new HashMap<>();
        records.partitions()
                .forEach(partition ->
                        firsts.put(partition, records.records(partition).get(0).offset()));
        return firsts;
    }

    /** Seeks to these offsets in partitions that are still assigned and admitted. */
    void goBack(Map<TopicPartition, Long> offsets) {
        Set<TopicPartition> ours = consumer.assignment();
        offsets.forEach((partition, offset) -> {
            if (ours.contains(partition) && !arrivals.holds(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    /** Pauses all partitions, newly assigned ones too. */
    void pause() {
        consumer.pause(consumer.assignment());
    }

    void resume() {
        Collection<TopicPartition> letIn = new HashSet<>(consumer.assignment());
        letIn.removeIf(arrivals::holds);
        consumer.resume(letIn);
    }
}
