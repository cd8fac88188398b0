package dev.tidings.control;

import dev.tidings.control.ControlStatus.CatchingUp;
import dev.tidings.control.ControlStatus.Following;
import dev.tidings.control.ControlStatus.WaitingForTopic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** One run over the control topic: awaits it, reads it from its beginning, follows it. The control thread only. */
final class ControlRun implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Number of polls between two checks of the topic's partitions: half a minute without records. */
    private static final int LOOK_EVERY = 150;

    private final Consumer<@Nullable String, byte @Nullable []> consumer;
    private final String topic;

    ControlRun(Consumer<@Nullable String, byte @Nullable []> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** Follows the topic. Returns when the reader stops or the topic's partitions have changed. */
    void follow(ControlReader reader) {
        Set<TopicPartition> partitions = partitions();
        while (partitions.isEmpty()) {
            reader.status(new WaitingForTopic(topic));
            pause();
            partitions = partitions();
        }
        reader.status(new CatchingUp());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
        for (int polls = 1; !reader.isStopping(); polls++) {
            consumer.poll(POLL).forEach(reader::apply);
            reader.endBatch();
            if (!(reader.status() instanceof Following) && hasReached(ends)) {
                reader.status(new Following());
            }
            if (polls % LOOK_EVERY == 0 && !partitions().equals(partitions)) {
                return;
            }
        }
    }

    private boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), ANSWER) >= end.getValue());
    }

    private Set<TopicPartition> partitions() {
        List<PartitionInfo> infos = consumer.partitionsFor(topic, ANSWER);
        Set<TopicPartition> partitions = new HashSet<>();
        if (infos != null) {
            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        }
        return partitions;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        // Clears the interrupt: the client of an interrupted thread cannot close properly, and logs that at ERROR.
        Thread.interrupted();
        consumer.close(CloseOptions.timeout(PAUSE));
    }
}
