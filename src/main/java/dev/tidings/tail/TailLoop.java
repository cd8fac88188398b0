package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.session.Watermarks;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Polls, fills the windows, wakes the sessions: one pass of the tail's work, over partitions that are assigned by hand.
 *
 * <p>Belongs to the tail's thread.
 */
final class TailLoop {
    private static final int SLICES_OF_WINDOW = 8;
    private static final int TRIMS_PER_WINDOW = 128;
    private static final long TRIM_MILLIS = 100;

    private final Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer;
    private final Windows windows;
    private final RecordRouter router;
    private final Clock clock;
    private final Hold hold;
    private final Map<TopicPartition, PartitionWindow> assigned = new HashMap<>();
    private final UnpublishedBatch slice = new UnpublishedBatch();
    private int highestId;
    private long untrimmed;
    private long trimmedAt;

    /**
     * The bounds of what is published together of a backlog: polls are held while one brings {@code many} records and
     * the broker has as many more, up to {@code enough} of them, and for no more than {@code longestMillis}.
     */
    record Hold(int many, int enough, long longestMillis) {
        static final Hold DEFAULT = new Hold(1_000, 20_000, 25);
    }

    TailLoop(
            Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer,
            Windows windows,
            RecordRouter router,
            Clock clock,
            Hold hold) {
        this.consumer = consumer;
        this.windows = windows;
        this.router = router;
        this.clock = clock;
        this.hold = hold;
    }

    /** Adds partitions to read, each from its offset. */
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

    /** Stops reading partitions, after everything that was read of them is published. */
    void drop(Collection<Partition> partitions) throws InterruptedException {
        if (!slice.isEmpty()) {
            handOn();
        }
        assigned.values().removeIf(window -> partitions.contains(window.partition()));
        consumer.assign(assigned.keySet());
        partitions.forEach(windows::drop);
    }

    /**
     * Reads once. The records are published in slices that are small beside the window: a poll of well compressed
     * batches may be larger than all of it, and would pass the fastest reader. In a backlog some polls are published
     * together, so that one write carries their records for a session.
     */
    void poll(Duration patience) throws InterruptedException {
        ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> records = consumer.poll(patience);
        router.received(records.count());
        if (slice.isEmpty()) {
            slice.begin(router.registryVersion(), clock.millis());
        }
        for (TopicPartition partition : records.partitions()) {
            PartitionWindow window = assigned.get(partition);
            if (window != null) {
                route(records.records(partition), window);
            }
        }
        records.nextOffsets().forEach(this::reachNext);
        if (!isHeldFor(records.count())) {
            handOn();
        }
    }

    /** Returns whether the slice is held for the next poll, which must find more at once. */
    private boolean isHeldFor(int polled) {
        return polled >= hold.many()
                && slice.records() < hold.enough()
                && clock.millis() - slice.begunAt() < hold.longestMillis()
                && isBehind();
    }

    private boolean isBehind() {
        for (TopicPartition partition : assigned.keySet()) {
            if (consumer.currentLag(partition).orElse(0) >= hold.many()) {
                return true;
            }
        }
        return false;
    }

    private void route(List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>> records, PartitionWindow window)
            throws InterruptedException {
        long from = records.get(0).offset();
        for (ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record : records) {
            router.route(record, window);
            slice.add(Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()));
            if (slice.bytes() > windows.maxBytes() / SLICES_OF_WINDOW) {
                slice.reach(window, from, record.offset() + 1);
                handOn();
                from = record.offset() + 1;
            }
        }
        slice.reach(window, from, records.get(records.size() - 1).offset() + 1);
    }

    /** Advances past offsets without records: markers of transactions, and compacted records. */
    private void reachNext(TopicPartition partition, OffsetAndMetadata next) {
        PartitionWindow window = assigned.get(partition);
        if (window != null && next.offset() > window.end()) {
            slice.reach(window, next.offset(), next.offset());
        }
    }

    /** Publishes the slice, wakes the sessions that receive its records, and trims the windows. */
    private void handOn() throws InterruptedException {
        slice.forEach((window, from, next) -> window.publish(next));
        if (router.registryVersion() != slice.registryVersion()) {
            router.forgetWakeups();
            slice.forEach((window, from, next) -> router.routeAgain(window, from));
        }
        router.wake(new Watermarks(windows.epoch(), ends()));
        long now = clock.millis();
        trim(now);
        slice.begin(router.registryVersion(), now);
    }

    /** Trims the windows now and then: counting their bytes costs more than a record or two are worth. */
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

    /** Returns how many records the windows are behind these ends. */
    long behind(Map<Partition, Long> ends) {
        long behind = 0;
        for (PartitionWindow window : assigned.values()) {
            behind += Math.max(0, ends.getOrDefault(window.partition(), 0L) - window.end());
        }
        return behind;
    }

    Map<MetricName, ? extends Metric> metrics() {
        return consumer.metrics();
    }

    /** Closes the consumer. */
    void close(Duration within) {
        consumer.close(CloseOptions.timeout(within));
    }

    /** Returns how many records the broker has that were not read, as of its last answer. */
    Map<Partition, Long> lags() {
        Map<Partition, Long> lags = new HashMap<>();
        assigned.forEach((topicPartition, window) ->
                lags.put(window.partition(), consumer.currentLag(topicPartition).orElse(0)));
        return lags;
    }
}
