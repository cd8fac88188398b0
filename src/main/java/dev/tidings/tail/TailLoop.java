package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Polls the partitions that are assigned by hand, and has their records routed: one pass of the tail's work.
 *
 * <p>Belongs to the tail's thread.
 */
final class TailLoop {
    private final Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer;
    private final Windows windows;
    private final AssignedWindows assigned;
    private final RecordRouter router;
    private final BacklogHold hold;

    /** @param router routes to the windows that are {@code assigned} */
    TailLoop(
            Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer,
            Windows windows,
            AssignedWindows assigned,
            RecordRouter router,
            BacklogHold hold) {
        this.consumer = consumer;
        this.windows = windows;
        this.assigned = assigned;
        this.router = router;
        this.hold = hold;
    }

    /** Adds partitions to read, each from its offset. */
    void assign(Map<TopicPartition, Partition> partitions, Map<Partition, Long> starts) {
        Map<Partition, PartitionWindow> added = windows.add(partitions.values(), starts);
        partitions.forEach((topicPartition, partition) ->
                assigned.add(topicPartition, Objects.requireNonNull(added.get(partition))));
        consumer.assign(assigned.partitions());
        partitions.forEach(
                (topicPartition, partition) -> consumer.seek(topicPartition, starts.getOrDefault(partition, 0L)));
    }

    /** Stops reading partitions, after everything that was read of them is published. */
    void drop(Collection<Partition> partitions) throws InterruptedException {
        if (!router.isEmpty()) {
            router.flush();
        }
        assigned.remove(partitions);
        consumer.assign(assigned.partitions());
        partitions.forEach(windows::drop);
    }

    /**
     * Reads once. In a backlog some polls are published together, so that one write carries their records for a
     * session.
     */
    void poll(Duration patience) throws InterruptedException {
        ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> records = consumer.poll(patience);
        router.route(records);
        if (!isHeldFor(records.count())) {
            router.flush();
        }
    }

    /** Returns whether the records are held for the next poll, which must find more at once. */
    private boolean isHeldFor(int polled) {
        return polled >= hold.many() && router.mayHold(hold) && isBehind();
    }

    private boolean isBehind() {
        for (TopicPartition partition : assigned.partitions()) {
            if (consumer.currentLag(partition).orElse(0) >= hold.many()) {
                return true;
            }
        }
        return false;
    }

    /** Returns how many records the windows are behind these ends. */
    long behind(Map<Partition, Long> ends) {
        return assigned.behind(ends);
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
