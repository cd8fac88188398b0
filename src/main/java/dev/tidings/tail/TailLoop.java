package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.session.Told;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Polls, fills the windows, wakes the sessions: one pass of the tail's work, over partitions that are assigned by hand.
 *
 * <p>Belongs to the tail's thread.
 */
final class TailLoop {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer;
    private final Windows windows;
    private final RecordRouter router;
    private final Clock clock;
    private final Map<TopicPartition, PartitionWindow> assigned = new HashMap<>();
    private int highestId;

    TailLoop(
            Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer,
            Windows windows,
            RecordRouter router,
            Clock clock) {
        this.consumer = consumer;
        this.windows = windows;
        this.router = router;
        this.clock = clock;
    }

    /** Reads these partitions too, each from its offset. */
    void assign(Map<TopicPartition, Partition> partitions, Map<Partition, Long> starts) {
        partitions.forEach((topicPartition, partition) -> {
            long start = starts.getOrDefault(partition, 0L);
            assigned.put(topicPartition, windows.add(partition, start));
            highestId = Math.max(highestId, partition.id());
        });
        consumer.assign(assigned.keySet());
        partitions.forEach(
                (topicPartition, partition) -> consumer.seek(topicPartition, starts.getOrDefault(partition, 0L)));
    }

    /** Goes on elsewhere in a partition whose records at our position are gone. */
    void restart(TopicPartition partition, long offset) {
        PartitionWindow window = assigned.get(partition);
        if (window != null) {
            window.restart(offset);
            consumer.seek(partition, offset);
        }
    }

    boolean reads(Partition partition) {
        return assigned.values().stream().anyMatch(window -> window.partition().equals(partition));
    }

    /** Reads once; returns how many records came. */
    int poll() throws InterruptedException {
        ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> records = consumer.poll(POLL);
        router.received(records.count());
        long registryVersion = router.registryVersion();
        for (TopicPartition partition : records.partitions()) {
            route(records.records(partition), partition);
        }
        long[] ends = publish(records.nextOffsets());
        if (router.registryVersion() != registryVersion) {
            routeAgain(records);
        }
        router.wake(new Told(windows.epoch(), ends));
        windows.trim(clock.millis());
        return records.count();
    }

    private void route(
            List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>> records, TopicPartition partition) {
        PartitionWindow window = assigned.get(partition);
        if (window == null) {
            return;
        }
        for (ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record : records) {
            router.route(record, window);
        }
    }

    private void routeAgain(ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> records) {
        router.forgetWakeups();
        for (TopicPartition partition : records.partitions()) {
            PartitionWindow window = assigned.get(partition);
            if (window != null) {
                records.records(partition).forEach(record -> router.routeAgain(record, window));
            }
        }
    }

    /** Makes what was read visible, and tells up to where that is. */
    private long[] publish(Map<TopicPartition, OffsetAndMetadata> nextOffsets) {
        long[] ends = new long[highestId + 1];
        assigned.forEach((topicPartition, window) -> {
            // Not consumer.position(): that one waits for the broker while a leader has changed.
            OffsetAndMetadata next = nextOffsets.get(topicPartition);
            if (next != null && next.offset() > window.end()) {
                window.publish(next.offset());
            }
            ends[window.partition().id()] = window.end();
        });
        return ends;
    }

    /** How far the windows are from these ends. */
    long behind(Map<Partition, Long> ends) {
        long behind = 0;
        for (PartitionWindow window : assigned.values()) {
            behind += Math.max(0, ends.getOrDefault(window.partition(), 0L) - window.end());
        }
        return behind;
    }

    List<PartitionWindow> windows() {
        return new ArrayList<>(assigned.values());
    }

    /** How many records the broker has that were not read, as of its last answer. */
    Map<Partition, Long> lags() {
        Map<Partition, Long> lags = new HashMap<>();
        assigned.forEach((topicPartition, window) ->
                lags.put(window.partition(), consumer.currentLag(topicPartition).orElse(0)));
        return lags;
    }
}
