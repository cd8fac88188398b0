package dev.tidings.tail;

import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Replay;
import dev.tidings.window.PartitionWindow;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition up to its window, once for all sessions that need it; keeps their records until they have taken
 * them.
 *
 * <p>It belongs to the replay thread; sessions read {@link #kept} on their loops.
 */
final class PartitionScan {
    private static final int LARGEST_SEGMENT = 256 * 1024;

    private final PartitionWindow window;
    private final PartitionWindow kept;
    private final long epoch;
    private final Instant startedAt;
    private final ReplayMetrics metrics;
    private final Map<Key, List<Part>> wanted = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Replay.Reader> found = new ArrayList<>();
    private long next;
    private long scannedBytes;
    private boolean finished;

    /** One session's replay, and the last record that was kept for it: a session that has taken all holds up nobody. */
    private static final class Part {
        final Replay replay;
        long last = -1;
        boolean found;

        Part(Replay replay) {
            this.replay = replay;
        }

        boolean holds(long offset) {
            return last >= replay.taken() && replay.taken() < offset;
        }
    }

    PartitionScan(PartitionWindow window, long epoch, long from, Instant now, ReplayMetrics metrics) {
        this.window = window;
        this.kept = new PartitionWindow(window.partition(), from, LARGEST_SEGMENT);
        this.epoch = epoch;
        this.next = from;
        this.startedAt = now;
        this.metrics = metrics;
    }

    Partition partition() {
        return window.partition();
    }

    long epoch() {
        return epoch;
    }

    /** Returns the offset that is read next. */
    long next() {
        return next;
    }

    boolean isFinished() {
        return finished;
    }

    /** Returns whether no session needs it any more. */
    boolean isOver() {
        return parts.isEmpty();
    }

    long bytes() {
        return kept.bytes();
    }

    /** Returns whether the scan has passed nothing that this session wants. */
    boolean canJoin(Replay replay) {
        return !finished && replay.epoch() == epoch && replay.from() >= next;
    }

    void join(Replay replay) {
        Part part = new Part(replay);
        parts.add(part);
        replay.keys().forEach(key -> wanted.computeIfAbsent(key, k -> new ArrayList<>())
                .add(part));
        replay.begin(kept);
    }

    /** Keeps a record if a session wants it; returns whether it was kept. A record that fails is skipped. */
    boolean take(ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record, RecordHead head, long now) {
        scannedBytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        next = record.offset() + 1;
        try {
            return keep(record, head, now);
        } catch (RuntimeException | StackOverflowError e) {
            if (window.rejectedFirst(record.offset(), RejectReason.INTERNAL)) {
                metrics.rejected(new Position(partition(), record.offset()), Unusable.internal(e));
            }
            return false;
        }
    }

    private boolean keep(ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record, RecordHead head, long now) {
        ByteBuffer key = record.key();
        if (key == null || !isWanted(key, head) || head.whyUnusable(partition(), record) != null) {
            return false;
        }
        kept.append(
                record.offset(), record.timestamp(), head.key(), key, head.headers(), RecordHead.valueOf(record), now);
        for (Part part : wanted.getOrDefault(head.key(), List.of())) {
            if (record.offset() >= part.replay.from()) {
                part.last = record.offset();
                find(part);
            }
        }
        return true;
    }

    boolean isWanted(@Nullable ByteBuffer key, RecordHead head) {
        return head.pointAt(key) && wanted.containsKey(head.key());
    }

    private void find(Part part) {
        if (!part.found) {
            part.found = true;
            found.add(part.replay.reader());
        }
    }

    /** Makes all records before that offset visible; returns the sessions that have something new. */
    List<Replay.Reader> publish(long newNext) {
        next = Math.max(next, newNext);
        kept.publish(next);
        List<Replay.Reader> woken = List.copyOf(found);
        found.clear();
        parts.forEach(part -> part.found = false);
        return woken;
    }

    /**
     * Ends the scan when it is well inside the window, so that the window's start does not overtake the sessions that
     * go over to it; returns these sessions.
     */
    List<Replay.Reader> finishWhenReached() {
        long start = window.start();
        if (finished || next < start + (window.end() - start) / 2) {
            return List.of();
        }
        finished = true;
        List<Replay.Reader> all = new ArrayList<>();
        for (Part part : parts) {
            part.replay.finish();
            all.add(part.replay.reader());
            if (!part.replay.isOver()) {
                metrics.ended(ReplayOutcome.REACHED_WINDOW);
            }
        }
        return all;
    }

    boolean exceeds(ReplayLimits limits, Instant now) {
        return !finished
                && (scannedBytes > limits.maxScanBytes()
                        || startedAt.plus(limits.maxScanTime()).isBefore(now));
    }

    /** Releases the records that all sessions have taken, and the sessions that need nothing more. */
    void release() {
        parts.removeIf(this::isGone);
        long needed = Long.MAX_VALUE;
        for (Part part : parts) {
            needed = part.holds(needed) ? part.replay.taken() : needed;
        }
        kept.dropBefore(needed);
    }

    private boolean isGone(Part part) {
        if (!part.replay.isOver()) {
            return false;
        }
        forget(part);
        if (!finished) {
            metrics.ended(ReplayOutcome.SESSION_CLOSED);
        }
        return true;
    }

    private void forget(Part part) {
        for (Key key : part.replay.keys()) {
            wanted.computeIfPresent(key, (k, waiting) -> {
                waiting.remove(part);
                return waiting.isEmpty() ? null : waiting;
            });
        }
    }

    /** Continues without the sessions for which the oldest kept records are kept. */
    void leaveBehind() {
        long end = kept.oldestEnd();
        parts.removeIf(part -> {
            if (!part.holds(end)) {
                return false;
            }
            forget(part);
            part.replay.leaveBehind();
            end(ReplayOutcome.LEFT_BEHIND);
            return true;
        });
        release();
    }

    /** Ends the scan for all sessions; the kept records stay there for them. */
    void giveUp(CloseReason reason, ReplayOutcome outcome) {
        for (Part part : parts) {
            part.replay.abort(reason);
            end(outcome);
        }
        parts.clear();
    }

    private void end(ReplayOutcome outcome) {
        if (!finished) {
            metrics.ended(outcome);
        }
    }

    static long firstOf(Collection<Replay> replays) {
        return replays.stream().mapToLong(Replay::from).min().orElseThrow();
    }
}
