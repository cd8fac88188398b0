package dev.tidings.tail;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Kafka's own stand-in for a consumer, over a log in memory that can be read again from anywhere. */
final class LogConsumer extends MockConsumer<@Nullable ByteBuffer, @Nullable ByteBuffer> {
    private int recordsAtATime = 50;

    private final Map<TopicPartition, List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>>> log;
    private final Map<TopicPartition, Long> begins;

    LogConsumer() {
        this(new HashMap<>(), new HashMap<>());
    }

    private LogConsumer(
            Map<TopicPartition, List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>>> log,
            Map<TopicPartition, Long> begins) {
        super("none");
        this.log = log;
        this.begins = begins;
    }

    /** Another consumer of the same log, of the same thread. */
    LogConsumer another() {
        LogConsumer another = new LogConsumer(log, begins);
        another.recordsAtATime(1_000);
        return another;
    }

    /** How many one poll brings of a partition. */
    synchronized void recordsAtATime(int count) {
        recordsAtATime = count;
    }

    synchronized void write(ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record) {
        log.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), k -> new ArrayList<>())
                .add(record);
    }

    /** Forgets all before that offset, as retention does. */
    synchronized void deleteBefore(TopicPartition partition, long offset) {
        begins.put(partition, offset);
    }

    synchronized long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    synchronized long end(TopicPartition partition) {
        return log.getOrDefault(partition, List.of()).size();
    }

    @Override
    public synchronized ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> poll(Duration timeout) {
        if (assignment().isEmpty()) {
            // As Kafka's does.
            throw new IllegalStateException("Consumer is not subscribed to any topics or assigned any partitions");
        }
        Map<TopicPartition, Long> gone = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            updateBeginningOffsets(Map.of(partition, begin(partition)));
            if (position(partition) < begin(partition)) {
                gone.put(partition, position(partition));
            }
        }
        if (!gone.isEmpty()) {
            throw new OffsetOutOfRangeException(gone);
        }
        for (TopicPartition partition : assignment()) {
            if (!paused().contains(partition)) {
                log.getOrDefault(partition, List.of()).stream()
                        .skip(position(partition))
                        .limit(recordsAtATime)
                        .forEach(this::addRecord);
            }
        }
        return super.poll(Duration.ZERO);
    }
}
