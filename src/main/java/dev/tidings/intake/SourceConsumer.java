package dev.tidings.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/** Reads the partitions of a member, seeks in them, and pauses them. Intake's thread only, except for {@link #wakeup}. */
final class SourceConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SourceConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final AssignmentListener assignment;

    SourceConsumer(Consumer<byte[], byte[]> consumer, AssignmentListener assignment) {
        this.consumer = consumer;
        this.assignment = assignment;
    }

    void subscribe(Collection<String> topics) {
        consumer.subscribe(topics, assignment);
    }

    /** Does the next part of the work before newly assigned partitions are read. */
    void advanceAssignment() {
        assignment.advance();
    }

    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Returns the lags of the admitted partitions, in records. */
    Map<SourcePartition, Long> lags() {
        Map<SourcePartition, Long> lags = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            if (!assignment.isPending(partition)) {
                consumer.currentLag(partition)
                        .ifPresent(lag -> lags.put(new SourcePartition(partition.topic(), partition.partition()), lag));
            }
        }
        return lags;
    }

    PolledRecords poll() {
        try {
            return new PolledRecords(consumer.poll(POLL));
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::seekIntoRange);
            return PolledRecords.none();
        }
    }

    /** Seeks after retention has overtaken intake, or after the topic has lost its end. */
    private void seekIntoRange(TopicPartition partition, long offset) {
        long begin = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        long next = offset < begin ? begin : end;
        LOG.errorf(
                "records are lost, the broker no longer has the next offset partition=%s offset=%d continues-at=%d",
                partition, offset, next);
        consumer.seek(partition, next);
    }

    /** Seeks to these offsets in partitions that are still assigned and admitted. */
    void seek(Map<TopicPartition, Long> offsets) {
        Set<TopicPartition> assigned = consumer.assignment();
        offsets.forEach((partition, offset) -> {
            if (assigned.contains(partition) && !assignment.isPending(partition)) {
                consumer.seek(partition, offset);
            }
        });
    }

    /** Prepares partitions again, since it is unknown whether their last batch is committed. */
    void prepareAgain(Collection<TopicPartition> partitions) {
        assignment.prepare(partitions);
    }

    /** Pauses all partitions, newly assigned ones too. */
    void pause() {
        consumer.pause(consumer.assignment());
    }

    /** Polls without reading, so that this member stays in the group. */
    void pollPaused() {
        seek(poll().uncommitted());
        pause();
    }

    void resume() {
        Collection<TopicPartition> admitted = new HashSet<>(consumer.assignment());
        admitted.removeIf(assignment::isPending);
        consumer.resume(admitted);
    }

    /** Interrupts a blocking call; any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** Leaves the group. The client revokes the partitions here, and their deferred events are written. */
    @Override
    public void close() {
        assignment.close();
        try {
            consumer.close(CloseOptions.timeout(CLOSE));
        } catch (InterruptException e) {
            LOG.debugf("intake was interrupted while it left the group cause=%s", e);
        }
    }
}
