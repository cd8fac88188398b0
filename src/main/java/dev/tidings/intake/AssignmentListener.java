package dev.tidings.intake;

import dev.tidings.intake.memory.DeduplicationRestore;
import dev.tidings.intake.memory.DeduplicationWindow;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Admits newly assigned partitions. A partition is paused until its start offset is known and its fingerprints are
 * restored; the other partitions go on meanwhile. Intake's thread calls it, also during a poll.
 */
final class AssignmentListener implements ConsumerRebalanceListener, AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(500).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final InitialOffsets starts;
    private final Function<Collection<TopicPartition>, DeduplicationRestore> recalls;
    private final DeduplicationWindow seen;
    private final Runnable leaving;
    private final Set<TopicPartition> fresh = new HashSet<>();
    private final Set<TopicPartition> recalled = new HashSet<>();
    private @Nullable DeduplicationRestore recall;
    private long nextTry = System.nanoTime();

    /** @param leaving runs before partitions are handed to other members */
    AssignmentListener(
            Consumer<byte[], byte[]> consumer,
            InitialOffsets starts,
            Function<Collection<TopicPartition>, DeduplicationRestore> recalls,
            DeduplicationWindow seen,
            Runnable leaving) {
        this.consumer = consumer;
        this.starts = starts;
        this.recalls = recalls;
        this.seen = seen;
        this.leaving = leaving;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        again(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            leaving.run();
        }
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            fresh.remove(partition);
            recalled.remove(partition);
            if (recall != null) {
                recall.drop(partition);
            }
            seen.drop(partition);
        }
    }

    /** Prepares these partitions again, since their remembered state may be wrong. */
    void again(Collection<TopicPartition> some) {
        onPartitionsLost(some);
        Set<TopicPartition> partitions = new HashSet<>(some);
        partitions.retainAll(consumer.assignment());
        consumer.pause(partitions);
        // Without any position the client would look one up itself, and fail.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        fresh.addAll(partitions);
    }

    /** Returns whether the partition is not admitted yet. */
    boolean holds(TopicPartition partition) {
        return fresh.contains(partition) || recalled.contains(partition);
    }

    /** Does a part of the pending work. */
    void step() {
        try {
            if (recall != null) {
                goOn(recall);
            } else if (!fresh.isEmpty() && System.nanoTime() - nextTry >= 0) {
                nextTry = System.nanoTime() + PAUSE_NANOS;
                begin();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RetriableException | CommitFailedException e) {
            // A transaction is still open, or the group rebalances: the next step tries again.
            return;
        }
    }

    private void begin() {
        Map<TopicPartition, OffsetAndMetadata> found = starts.find(Set.copyOf(fresh));
        found.forEach(consumer::seek);
        fresh.removeAll(found.keySet());
        recalled.addAll(found.keySet());
        if (found.isEmpty()) {
            return;
        }
        if (seen.isOn()) {
            try {
                recall = recalls.apply(found.keySet());
            } catch (RuntimeException e) {
                again(Set.copyOf(recalled));
                throw e;
            }
        } else {
            letIn();
        }
    }

    private void goOn(DeduplicationRestore current) {
        try {
            if (current.step()) {
                endRecall();
                letIn();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            endRecall();
            again(Set.copyOf(recalled));
            throw e;
        }
    }

    private void letIn() {
        consumer.resume(recalled);
        recalled.clear();
    }

    private void endRecall() {
        if (recall != null) {
            recall.close();
            recall = null;
        }
    }

    @Override
    public void close() {
        endRecall();
    }
}
