package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.session.Told;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final int SLICES_OF_WINDOW = 8;
    private static final int TRIMS_PER_WINDOW = 128;
    private static final long TRIM_MILLIS = 100;

    private final Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer;
    private final Windows windows;
    private final RecordRouter router;
    private final Clock clock;
    private final Map<TopicPartition, PartitionWindow> assigned = new HashMap<>();
    private final Slice slice = new Slice();
    private int highestId;
    private long untrimmed;
    private long trimmedAt;

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
        Map<Partition, PartitionWindow> added = windows.add(partitions.values(), starts);
        partitions.forEach((topicPartition, partition) -> {
            assigned.put(topicPartition, Objects.requireNonNull(added.get(partition)));
            highestId = Math.max(highestId, partition.id());
        });
        consumer.assign(assigned.keySet());
        partitions.forEach(
                (topicPartition, partition) -> consumer.seek(topicPartition, starts.getOrDefault(partition, 0L)));
    }

    boolean reads(Partition partition) {
        return assigned.values().stream().anyMatch(window -> window.partition().equals(partition));
    }

    /**
     * Reads once. What came is handed on in slices that are small beside the window: a poll of well compressed batches may
     * be larger than all of it, and would pass the fastest reader.
     */
    void poll() throws InterruptedException {
        ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> records = consumer.poll(POLL);
        router.received(records.count());
        slice.begin(router.registryVersion());
        for (TopicPartition partition : records.partitions()) {
            PartitionWindow window = assigned.get(partition);
            if (window != null) {
                route(records.records(partition), window);
            }
        }
        records.nextOffsets().forEach(this::publishNext);
        handOn();
    }

    private void route(List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>> records, PartitionWindow window)
            throws InterruptedException {
        for (ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record : records) {
            router.route(record, window);
            slice.add(record, window);
            if (slice.bytes() > windows.maxBytes() / SLICES_OF_WINDOW) {
                window.publish(record.offset() + 1);
                handOn();
                slice.begin(router.registryVersion());
            }
        }
        if (!records.isEmpty()) {
            window.publish(records.get(records.size() - 1).offset() + 1);
        }
    }

    /** Past what is no record: markers of transactions, and what compaction took. */
    private void publishNext(TopicPartition partition, OffsetAndMetadata next) {
        PartitionWindow window = assigned.get(partition);
        if (window != null && next.offset() > window.end()) {
            window.publish(next.offset());
        }
    }

    /** All of the slice is visible: wakes whom it is for, and makes room. */
    private void handOn() throws InterruptedException {
        if (router.registryVersion() != slice.registryVersion()) {
            router.forgetWakeups();
            slice.forEach(router::routeAgain);
        }
        router.wake(new Told(windows.epoch(), ends()));
        trim(clock.millis());
    }

    /** Counting what the windows hold is more work than a record or two are worth. */
    private void trim(long now) {
        untrimmed += slice.bytes();
        if (untrimmed > windows.maxBytes() / TRIMS_PER_WINDOW || now - trimmedAt >= TRIM_MILLIS) {
            windows.trim(now);
            windows.note(now);
            untrimmed = 0;
            trimmedAt = now;
        }
    }

    private long[] ends() {
        long[] ends = new long[highestId + 1];
        assigned.values().forEach(window -> ends[window.partition().id()] = window.end());
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

    /** How many records the broker has that were not read, as of its last answer. */
    Map<Partition, Long> lags() {
        Map<Partition, Long> lags = new HashMap<>();
        assigned.forEach((topicPartition, window) ->
                lags.put(window.partition(), consumer.currentLag(topicPartition).orElse(0)));
        return lags;
    }
}
