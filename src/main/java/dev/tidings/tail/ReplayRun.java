package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Replay;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scans over one consumer: one for each partition at a time, whatever the number of sessions. Waits where
 * their memory is full. The replay thread only.
 */
final class ReplayRun {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Function<Partition, TopicPartition> names;
    private final Windows windows;
    private final ReplayLimits limits;
    private final ReplayMetrics metrics;
    private final RecordHead head;
    private final ReplayWakeups wakeups = new ReplayWakeups();
    private final ReplayQueue waiting;
    private final Map<TopicPartition, PartitionScan> scans = new HashMap<>();
    private final List<PartitionScan> finished = new ArrayList<>();
    private @Nullable Instant fullSince;
    private volatile long bytes;

    ReplayRun(
            Function<Partition, TopicPartition> names,
            Windows windows,
            ReplayLimits limits,
            ReplayMetrics metrics,
            RecordHead head) {
        this.names = names;
        this.windows = windows;
        this.limits = limits;
        this.metrics = metrics;
        this.head = head;
        this.waiting = new ReplayQueue(limits.gather());
    }

    /** Joins the running scan if it has not passed the needed records, or else the next one. */
    void add(Replay replay, Instant now) {
        PartitionScan running = scans.get(names.apply(replay.partition()));
        if (running != null && running.canJoin(replay)) {
            running.join(replay);
            return;
        }
        waiting.add(replay, now);
    }

    /** Returns whether a round waits for the broker by itself. */
    boolean isReading() {
        return !scans.isEmpty();
    }

    boolean isIdle() {
        return scans.isEmpty() && waiting.isEmpty() && finished.isEmpty();
    }

    /** Does one round of all pending work. */
    void pass(Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer, Instant now) throws InterruptedException {
        dropScansOfAnotherLog();
        begin(consumer, now);
        // A consumer without partitions refuses to poll.
        if (!scans.isEmpty()) {
            hold(consumer);
            poll(consumer, now);
        }
        for (PartitionScan scan : List.copyOf(scans.values())) {
            wakeups.wake(scan.finishWhenReached());
        }
        endScansOverLimit(now);
        release(now);
    }

    /** Ends the scans that exceed their limits; also called while the broker refuses to be read. */
    void endScansOverLimit(Instant now) {
        giveUp(scan -> scan.exceeds(limits, now), CloseReason.OVERLOADED, ReplayOutcome.OVER_LIMIT);
    }

    private void dropScansOfAnotherLog() {
        giveUp(scan -> scan.epoch() != windows.epoch(), CloseReason.MOVING_ON, ReplayOutcome.LOG_GONE);
    }

    private void giveUp(Predicate<PartitionScan> which, CloseReason reason, ReplayOutcome outcome) {
        scans.values().stream().filter(which).forEach(scan -> scan.giveUp(reason, outcome));
        scans.values().removeIf(PartitionScan::isOver);
    }

    private void begin(Consumer<?, ?> consumer, Instant now) {
        Map<Partition, List<Replay>> due =
                waiting.takeDue(partition -> !scans.containsKey(names.apply(partition)), now);
        due.forEach((partition, replays) -> begin(partition, replays, now));
        if (!due.isEmpty() || !consumer.assignment().equals(scans.keySet())) {
            consumer.assign(scans.keySet());
            // All of them are sought: what the consumer has fetched of those that it keeps is read again, which is rare
            // and harmless.
            scans.forEach((topicPartition, scan) -> consumer.seek(topicPartition, scan.next()));
        }
    }

    private void begin(Partition partition, List<Replay> replays, Instant now) {
        PartitionWindow window = windows.of(partition).orElse(null);
        List<Replay> present = new ArrayList<>();
        for (Replay replay : replays) {
            if (replay.isOver()) {
                metrics.ended(ReplayOutcome.SESSION_CLOSED);
            } else if (window == null || replay.epoch() != windows.epoch()) {
                replay.abort(CloseReason.MOVING_ON);
                metrics.ended(ReplayOutcome.LOG_GONE);
            } else {
                present.add(replay);
            }
        }
        if (window == null || present.isEmpty()) {
            return;
        }
        PartitionScan scan = new PartitionScan(window, windows.epoch(), PartitionScan.firstOf(present), now, metrics);
        present.forEach(scan::join);
        scans.put(names.apply(partition), scan);
        metrics.scanStarted();
    }

    private void hold(Consumer<?, ?> consumer) {
        if (fullSince == null) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
    }

    private void poll(Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer, Instant now)
            throws InterruptedException {
        ConsumerRecords<@Nullable ByteBuffer, @Nullable ByteBuffer> records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
            PartitionScan scan = Objects.requireNonNull(scans.get(partition));
            if (take(records.records(partition), scan, now)) {
                // This also passes offsets without records: markers of transactions, and compacted records.
                OffsetAndMetadata next = records.nextOffsets().get(partition);
                wakeups.wake(scan.publish(next == null ? scan.next() : next.offset()));
            } else {
                wakeups.wake(scan.publish(scan.next()));
                // The rest is fetched again when there is room.
                consumer.seek(partition, scan.next());
                fullSince = fullSince == null ? now : fullSince;
            }
        }
    }

    /** Takes records; returns false when there was no room for all of them. */
    private boolean take(
            List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>> records, PartitionScan scan, Instant now) {
        int kept = 0;
        int taken = 0;
        for (ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record : records) {
            if (isFull() && waitsForRoom(record.key(), scan)) {
                break;
            }
            taken++;
            if (scan.take(record, head, now.toEpochMilli())) {
                kept++;
                bytes = countBytes();
            }
        }
        metrics.scanned(taken, kept);
        return taken == records.size();
    }

    /** Returns whether a record waits for room; one whose key cannot be checked does not, and the scan passes it. */
    private boolean waitsForRoom(@Nullable ByteBuffer key, PartitionScan scan) {
        try {
            return scan.isWanted(key, head);
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    private boolean isFull() {
        return bytes >= limits.bufferBytes();
    }

    private void release(Instant now) throws InterruptedException {
        scans.values().forEach(PartitionScan::release);
        finished.forEach(PartitionScan::release);
        bytes = countBytes();
        Instant since = fullSince;
        if (since != null && !isFull()) {
            fullSince = null;
        } else if (since != null && since.plus(limits.patience()).isBefore(now)) {
            all().forEach(PartitionScan::leaveBehind);
            fullSince = now;
        }
        scans.values().stream().filter(PartitionScan::isFinished).forEach(finished::add);
        scans.values().removeIf(scan -> scan.isFinished() || scan.isOver());
        finished.removeIf(PartitionScan::isOver);
    }

    private Stream<PartitionScan> all() {
        return Stream.concat(scans.values().stream(), finished.stream());
    }

    private long countBytes() {
        return all().mapToLong(PartitionScan::bytes).sum();
    }

    /** Returns the bytes that are kept in memory, as of the last round. Any thread may call it. */
    long bytes() {
        return bytes;
    }

    /** Ends the scans of partitions that cannot be read from their positions. */
    void endScansOf(Set<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            PartitionScan scan = scans.remove(partition);
            if (scan != null) {
                scan.giveUp(CloseReason.OVERLOADED, ReplayOutcome.LOG_GONE);
            }
        }
    }
}
