package dev.tidings.intake.deadletter;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.http.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads the topic of dead letters for one question. */
final class DeadLetterTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte @Nullable [], byte @Nullable []> consumer;
    private final String name;
    private final NanoClock nanos;
    private final long until;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /** The offsets of a partition: {@code begin} is included, {@code end} is not. */
    record Extent(long begin, long end) {}

    /** @param patience the time limit of all reads together */
    DeadLetterTopic(
            Consumer<byte @Nullable [], byte @Nullable []> consumer, String name, Duration patience, NanoClock nanos) {
        this.consumer = consumer;
        this.name = name;
        this.nanos = nanos;
        this.until = nanos.getAsLong() + patience.toNanos();
        List<PartitionInfo> infos = consumer.partitionsFor(name);
        if (infos == null || infos.isEmpty()) {
            throw ProblemException.notFound("topic: " + name + " does not exist (expected: an existing topic)");
        }
        infos.forEach(info -> partitions.add(new TopicPartition(name, info.partition())));
    }

    /** Returns the extents by partition. */
    Map<Integer, Extent> extents() {
        // Kafka's client warns of each end that it learns of a partition that is not assigned.
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<Integer, Extent> extents = new TreeMap<>();
        begins.forEach((partition, begin) ->
                extents.put(partition.partition(), new Extent(begin, ends.getOrDefault(partition, begin))));
        return extents;
    }

    /** Returns the dead letters in log order; transaction markers take some of the offsets. */
    List<DeadLetter> readBetween(int partition, long from, long end) {
        TopicPartition asked = seek(partition, from);
        List<DeadLetter> letters = new ArrayList<>();
        while (consumer.position(asked) < end) {
            for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : poll()) {
                if (record.offset() < end) {
                    letters.add(DeadLetter.of(record));
                }
            }
        }
        return letters;
    }

    /** Returns the record at this position. */
    ConsumerRecord<byte @Nullable [], byte @Nullable []> read(DeadLetterPlace place) {
        Extent extent = extents().get(place.partition());
        if (extent == null) {
            throw ProblemException.notFound("partition: " + place.partition() + " (expected: 0 to "
                    + (partitions.size() - 1) + ", the partitions of " + name + ")");
        }
        if (place.offset() < extent.begin()) {
            throw ProblemException.gone("dead letter: " + place + " (expected: " + place.partition() + "@"
                    + extent.begin() + " or later; older ones are deleted)");
        }
        TopicPartition asked = seek(place.partition(), place.offset());
        while (place.offset() < extent.end() && consumer.position(asked) <= place.offset()) {
            for (ConsumerRecord<byte @Nullable [], byte @Nullable []> record : poll()) {
                if (record.offset() == place.offset()) {
                    return record;
                }
            }
        }
        throw ProblemException.notFound("dead letter: " + place + " (expected: a dead letter before "
                + place.partition() + "@" + extent.end() + ", not a transaction marker)");
    }

    private TopicPartition seek(int partition, long offset) {
        TopicPartition asked = new TopicPartition(name, partition);
        consumer.assign(List.of(asked));
        consumer.seek(asked, offset);
        return asked;
    }

    private Iterable<ConsumerRecord<byte @Nullable [], byte @Nullable []>> poll() {
        if (nanos.getAsLong() - until > 0) {
            throw new TimeoutException("the topic of dead letters was not read in time");
        }
        return consumer.poll(POLL);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
