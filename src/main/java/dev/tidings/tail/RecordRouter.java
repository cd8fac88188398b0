package dev.tidings.tail;

import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Wakeups;
import dev.tidings.session.Watermarks;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Routes polled records to the windows and the sessions of one log. It owns the records that are not visible yet, and
 * publishes them together. The tail's thread only.
 *
 * <p>Records are published in slices that are small beside the window: a poll of well compressed batches may be larger
 * than all of it, and would pass the fastest reader.
 */
final class RecordRouter {
    private static final int SLICES_OF_WINDOW = 8;
    private static final int TRIMS_PER_WINDOW = 128;
    private static final long TRIM_MILLIS = 100;
    private static final long NOTIFY_ALL_MILLIS = 1000;

    private final AssignedWindows assigned;
    private final Windows windows;
    private final RecordDelivery delivery;
    private final SessionRegistry registry;
    private final Clock clock;
    private final Wakeups wakeups;
    private final UnpublishedBatch unpublished = new UnpublishedBatch();
    private long allNotifiedAt;
    private long untrimmedBytes;
    private long trimmedAt;
    /** The time of the poll or the slice, in milliseconds: records come too fast to read the clock for each. */
    private long now;

    RecordRouter(
            AssignedWindows assigned, Windows windows, RecordDelivery delivery, SessionRegistry registry, Clock clock) {
        this.assigned = assigned;
        this.windows = windows;
        this.delivery = delivery;
        this.registry = registry;
        this.wakeups = new Wakeups(registry);
        this.clock = clock;
    }

    /** Routes the records of a poll. They are visible after a flush; a slice that is large enough is flushed at once. */
    void route(ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> records) throws InterruptedException {
        now = clock.millis();
        delivery.received(records.count());
        if (unpublished.isEmpty()) {
            unpublished.begin(registry.version(), now);
        }
        for (TopicPartition partition : records.partitions()) {
            PartitionWindow window = assigned.of(partition);
            if (window != null) {
                route(records.records(partition), window);
            }
        }
        records.nextOffsets().forEach(this::skipTo);
    }

    private void route(List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>> records, PartitionWindow window)
            throws InterruptedException {
        long from = records.get(0).offset();
        for (ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record : records) {
            delivery.deliver(record, window, wakeups, now);
            unpublished.add(Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize()));
            if (unpublished.bytes() > windows.maxBytes() / SLICES_OF_WINDOW) {
                unpublished.extend(window, from, record.offset() + 1);
                flush();
                from = record.offset() + 1;
            }
        }
        unpublished.extend(window, from, records.get(records.size() - 1).offset() + 1);
    }

    /** Skips offsets without records: markers of transactions, and compacted records. */
    private void skipTo(TopicPartition partition, OffsetAndMetadata next) {
        PartitionWindow window = assigned.of(partition);
        if (window != null && next.offset() > window.end()) {
            unpublished.extend(window, next.offset(), next.offset());
        }
    }

    /** Returns whether the unpublished records may wait for those of another poll. */
    boolean mayHold(BacklogHold hold) {
        return unpublished.records() < hold.enough() && clock.millis() - unpublished.begunAt() < hold.longestMillis();
    }

    boolean isEmpty() {
        return unpublished.isEmpty();
    }

    /** Publishes the unpublished records, wakes the sessions that receive them, and waits for loops that are behind. */
    void flush() throws InterruptedException {
        unpublished.forEach((window, from, next) -> window.publish(next));
        if (registry.version() != unpublished.registryVersion()) {
            // A session was added after the look-up of a record, and before the record was visible.
            wakeups.restart();
            unpublished.forEach((window, from, next) -> delivery.collect(window, from, wakeups));
        }
        delivery.endBatch();
        submit(new Watermarks(windows.epoch(), assigned.ends()));
        now = clock.millis();
        trim();
        unpublished.begin(registry.version(), now);
    }

    /** Notifies all loops now and then: clients without events are sent their cursors, which move with the log. */
    private void submit(Watermarks watermarks) throws InterruptedException {
        if (now - allNotifiedAt < NOTIFY_ALL_MILLIS) {
            wakeups.submit(watermarks);
        } else {
            allNotifiedAt = now;
            wakeups.submitToAll(watermarks);
        }
    }

    /** Trims the windows now and then: counting their bytes costs more than a record or two are worth. */
    private void trim() {
        untrimmedBytes += unpublished.bytes();
        if (untrimmedBytes > windows.maxBytes() / TRIMS_PER_WINDOW || now - trimmedAt >= TRIM_MILLIS) {
            windows.trim(now);
            windows.note(now);
            untrimmedBytes = 0;
            trimmedAt = now;
        }
    }
}
