package dev.tidings.tail;

import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Replay;
import dev.tidings.session.Session;
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
 * One reading of one partition up to its window, for all sessions that need it: keeps what they want until they have taken it.
 *
 * <p>The replay thread's own; sessions read {@link #kept} on their loops.
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
    private final List<Session> found = new ArrayList<>();
    private long next;
    private long scannedBytes;
    private boolean finished;

    /** One session's replay: the last record that was kept for it, so that nobody waits for who has taken all. */
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

    /** The offset that is read next. */
    long next() {
        return next;
    }

    boolean isFinished() {
        return finished;
    }

    /** Whether nobody needs it any more. */
    boolean isOver() {
        return parts.isEmpty();
    }

    long bytes() {
        return kept.bytes();
    }

    /** Whether nothing that this session wants was passed yet. */
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

    /** Keeps a record if somebody wants it; true when it was. One that fails is passed. */
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
            found.add(part.replay.session());
        }
    }

    /** All before that offset was read; gives those for whom something new is there. */
    List<Session> publish(long newNext) {
        next = Math.max(next, newNext);
        kept.publish(next);
        List<Session> woken = List.copyOf(found);
        found.clear();
        parts.forEach(part -> part.found = false);
        return woken;
    }

    /**
     * Ends the reading when it has come well into the window, so that the window's start does not overtake those who go over
     * to it; gives them.
     */
    List<Session> finishWhenReached() {
        long start = window.start();
        if (finished || next < start + (window.end() - start) / 2) {
            return List.of();
        }
        finished = true;
        List<Session> all = new ArrayList<>();
        for (Part part : parts) {
            part.replay.finish();
            all.add(part.replay.session());
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

    /** Lets go of what all have taken, and of those who need nothing more. */
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

    /** Goes on without those for whom the oldest of what is kept is kept. */
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

    /** Ends for all; what was kept stays there for them. */
    void giveUp(CloseReason reason, ReplayOutcome outcome) {
        for (Part part : parts) {
            part.replay.giveUp(reason);
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
