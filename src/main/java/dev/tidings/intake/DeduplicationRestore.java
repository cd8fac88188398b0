package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Remembers again what was mapped of partitions that have just come to this pod. Goes up to the end that the topic has once the
 * group's offsets are known, transactions under way included: these it waits for, so that nothing of a pod that had the partitions
 * before is missed.
 */
final class DeduplicationRestore implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final DeduplicationWindow seen;
    private final Map<String, TopicPartition> wanted = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    DeduplicationRestore(Consumer<byte[], byte[]> consumer, DeduplicationWindow seen) {
        this.consumer = consumer;
        this.seen = seen;
    }

    void begin(Admin admin, String topic, Collection<TopicPartition> sources, long now) {
        sources.forEach(source -> wanted.put(FingerprintCodec.key(source), source));
        int count = consumer.partitionsFor(topic, ANSWER).size();
        Set<TopicPartition> partitions = sources.stream()
                .map(source -> new TopicPartition(topic, FingerprintCodec.partition(source, count)))
                .collect(Collectors.toSet());
        ends.putAll(highest(admin, partitions));
        Map<TopicPartition, Long> starts = starts(partitions, now);
        // Of the others, nothing is as young as that.
        ends.keySet().retainAll(starts.keySet());
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
    }

    private Map<TopicPartition, Long> starts(Set<TopicPartition> partitions, long now) {
        Map<TopicPartition, Long> question =
                partitions.stream().collect(Collectors.toMap(each -> each, each -> seen.since(now)));
        Map<TopicPartition, Long> starts = new HashMap<>();
        consumer.offsetsForTimes(question, ANSWER).forEach((partition, found) -> {
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    /** What a consumer of committed records is told ends before the first transaction that is under way. */
    private static Map<TopicPartition, Long> highest(Admin admin, Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer(admin.listOffsets(question, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    static <T> T answer(KafkaFuture<T> question) {
        try {
            return question.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("broker: no answer in " + ANSWER);
        }
    }

    /** Reads on for a moment; whether it is at the end. */
    boolean step() {
        if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue())) {
            return true;
        }
        consumer.poll(POLL).forEach(this::take);
        return false;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition source = record.key() == null ? null : wanted.get(new String(record.key(), UTF_8));
        if (source != null && record.value() != null) {
            FingerprintCodec.read(record.value(), each -> seen.add(source, each, record.timestamp()));
        }
    }

    /** It is another's now. */
    void drop(TopicPartition source) {
        wanted.remove(FingerprintCodec.key(source));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
