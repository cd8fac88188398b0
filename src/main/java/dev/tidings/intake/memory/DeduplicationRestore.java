package dev.tidings.intake.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.kafka.BrokerAnswer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Restores the fingerprints of newly assigned partitions. It reads up to the end of the topic after the group's offsets
 * are known, open transactions included. It waits for these transactions, so that it misses nothing that the previous
 * pod has written.
 */
public final class DeduplicationRestore implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final DeduplicationWindow window;
    private final Map<String, TopicPartition> wanted = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    DeduplicationRestore(Consumer<byte[], byte[]> consumer, DeduplicationWindow window) {
        this.consumer = consumer;
        this.window = window;
    }

    void begin(Admin admin, String topic, Collection<TopicPartition> sources, long now) {
        sources.forEach(source -> wanted.put(FingerprintCodec.key(source), source));
        int count = consumer.partitionsFor(topic, ANSWER).size();
        Set<TopicPartition> partitions = sources.stream()
                .map(source -> new TopicPartition(topic, FingerprintCodec.partition(source, count)))
                .collect(Collectors.toSet());
        ends.putAll(highest(admin, partitions));
        Map<TopicPartition, Long> starts = starts(partitions, now);
        // The other partitions have no record within the window.
        ends.keySet().retainAll(starts.keySet());
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
    }

    private Map<TopicPartition, Long> starts(Set<TopicPartition> partitions, long now) {
        Map<TopicPartition, Long> question =
                partitions.stream().collect(Collectors.toMap(each -> each, each -> window.since(now)));
        Map<TopicPartition, Long> starts = new HashMap<>();
        consumer.offsetsForTimes(question, ANSWER).forEach((partition, found) -> {
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    /** Returns the end offsets with open transactions, which a read-committed consumer leaves out. */
    private static Map<TopicPartition, Long> highest(Admin admin, Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        BrokerAnswer.await(
                        admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .all()
                                .toCompletionStage(),
                        ANSWER)
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** Reads on for a moment, and returns whether the end is reached. */
    public boolean advance() {
        if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue())) {
            return true;
        }
        consumer.poll(POLL).forEach(this::restore);
        return false;
    }

    private void restore(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition source = record.key() == null ? null : wanted.get(new String(record.key(), UTF_8));
        if (source != null && record.value() != null) {
            FingerprintCodec.read(record.value(), each -> window.add(source, each, record.timestamp()));
        }
    }

    /** Ignores a partition that is now assigned to another member. */
    public void drop(TopicPartition source) {
        wanted.remove(FingerprintCodec.key(source));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
