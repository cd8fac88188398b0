package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.intake.memory.DeduplicationRestore;
import dev.tidings.intake.memory.FingerprintStore;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final InitialOffsets offsets;
    private final FingerprintStore fingerprints;
    private final Runnable beforeRevocation;
    private final Interval attempts;
    private final Set<TopicPartition> withoutOffset = new HashSet<>();
    private final Set<TopicPartition> withoutFingerprints = new HashSet<>();
    private @Nullable DeduplicationRestore restore;

    /** @param beforeRevocation runs before partitions are handed to other members */
    AssignmentListener(
            Consumer<byte[], byte[]> consumer,
            InitialOffsets offsets,
            FingerprintStore fingerprints,
            Runnable beforeRevocation,
            NanoClock nanos) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.fingerprints = fingerprints;
        this.beforeRevocation = beforeRevocation;
        this.attempts = new Interval(PAUSE, nanos);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        prepare(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            beforeRevocation.run();
        }
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            withoutOffset.remove(partition);
            withoutFingerprints.remove(partition);
            if (restore != null) {
                restore.drop(partition);
            }
            fingerprints.drop(partition);
        }
    }

    /** Prepares partitions, from their start offset on; also again, when their remembered state may be wrong. */
    void prepare(Collection<TopicPartition> some) {
        onPartitionsLost(some);
        Set<TopicPartition> partitions = new HashSet<>(some);
        partitions.retainAll(consumer.assignment());
        consumer.pause(partitions);
        // Without any position the client would look one up itself, and fail.
        partitions.forEach(partition -> consumer.seek(partition, 0));
        withoutOffset.addAll(partitions);
    }

    /** Returns whether the partition is not admitted yet. */
    boolean isPending(TopicPartition partition) {
        return withoutOffset.contains(partition) || withoutFingerprints.contains(partition);
    }

    /** Does the next part of the pending work. */
    void advance() {
        try {
            if (restore != null) {
                advance(restore);
            } else if (!withoutOffset.isEmpty() && attempts.isDue()) {
                attempts.restart();
                findOffsets();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RetriableException | CommitFailedException e) {
            // A transaction is still open, or the group rebalances: the next call tries again.
            return;
        }
    }

    private void findOffsets() {
        Map<TopicPartition, OffsetAndMetadata> found = offsets.find(Set.copyOf(withoutOffset));
        found.forEach(consumer::seek);
        withoutOffset.removeAll(found.keySet());
        withoutFingerprints.addAll(found.keySet());
        if (found.isEmpty()) {
            return;
        }
        if (fingerprints.isOn()) {
            try {
                restore = fingerprints.restore(found.keySet());
            } catch (RuntimeException e) {
                prepare(Set.copyOf(withoutFingerprints));
                throw e;
            }
        } else {
            admit();
        }
    }

    private void advance(DeduplicationRestore current) {
        try {
            if (current.advance()) {
                closeRestore();
                admit();
            }
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            closeRestore();
            prepare(Set.copyOf(withoutFingerprints));
            throw e;
        }
    }

    private void admit() {
        consumer.resume(withoutFingerprints);
        withoutFingerprints.clear();
    }

    private void closeRestore() {
        if (restore != null) {
            restore.close();
            restore = null;
        }
    }

    @Override
    public void close() {
        closeRestore();
    }
}
