package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Queries the broker for the topics of the log that exist, and their offsets. Never blocks. */
public final class LogAdmin implements AutoCloseable {
    private final Supplier<Admin> connect;
    private final TopicsConfig topics;
    private @Nullable Admin connected;

    /** {@code connect} is called at the first query, and again where it has thrown. */
    LogAdmin(Supplier<Admin> connect, TopicsConfig topics) {
        this.connect = connect;
        this.topics = topics;
    }

    private synchronized Admin admin() {
        Admin admin = connected;
        if (admin == null) {
            admin = connect.get();
            connected = admin;
        }
        return admin;
    }

    /** Discards a client that the broker does not authenticate: the next one reads its secrets anew. */
    private <T> KafkaFuture<T> watched(Admin asked, KafkaFuture<T> answer) {
        return answer.whenComplete((done, failure) -> {
            if (failure instanceof AuthenticationException) {
                forget(asked);
            }
        });
    }

    private synchronized void forget(Admin refused) {
        if (connected == refused) {
            connected = null;
            // Not closed by the client's own thread, which runs this callback.
            var unused = CompletableFuture.runAsync(() -> refused.close(Duration.ZERO));
        }
    }

    /** Returns the log's layout; fails with {@link MissingTopicsException} where a topic does not exist. */
    public CompletionStage<LogLayout> layout() {
        Map<Topic, CompletableFuture<TopicDescription>> asked = new EnumMap<>(Topic.class);
        Admin admin = admin();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        List.of(topics.notifications(), topics.announcements()))
                .topicNameValues();
        for (Topic topic : Topic.values()) {
            asked.put(
                    topic,
                    watched(admin, Objects.requireNonNull(answers.get(topics.nameOf(topic))))
                            .toCompletionStage()
                            .toCompletableFuture());
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .handle((done, failure) -> layoutOf(asked));
    }

    private LogLayout layoutOf(Map<Topic, CompletableFuture<TopicDescription>> asked) {
        Map<Topic, TopicDescription> found = new EnumMap<>(Topic.class);
        List<String> missing = new ArrayList<>();
        asked.forEach((topic, answer) -> {
            try {
                found.put(topic, answer.join());
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
                missing.add(topics.nameOf(topic));
            }
        });
        if (!missing.isEmpty()) {
            throw new MissingTopicsException(missing);
        }
        return LogLayout.of(found);
    }

    /** Returns the offset of the first record that is not older than {@code timestamp}, or -1 where there is none. */
    CompletionStage<Map<Partition, Long>> offsetsAt(Collection<Partition> partitions, long timestamp) {
        return offsets(partitions, OffsetSpec.forTimestamp(timestamp));
    }

    public CompletionStage<Map<Partition, Long>> begins(Collection<Partition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    public CompletionStage<Map<Partition, Long>> ends(Collection<Partition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** Returns the ends, including records of open transactions. */
    public CompletionStage<Map<Partition, Long>> uncommittedEnds(Collection<Partition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    private CompletionStage<Map<Partition, Long>> offsets(Collection<Partition> partitions, OffsetSpec spec) {
        return offsets(partitions, spec, IsolationLevel.READ_COMMITTED);
    }

    private CompletionStage<Map<Partition, Long>> offsets(
            Collection<Partition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(topicPartition(partition), spec));
        Admin admin = admin();
        return watched(
                        admin,
                        admin.listOffsets(question, new ListOffsetsOptions(isolation))
                                .all())
                .toCompletionStage()
                .thenApply(answer -> byPartition(partitions, answer));
    }

    private Map<Partition, Long> byPartition(
            Collection<Partition> partitions, Map<TopicPartition, ListOffsetsResultInfo> answer) {
        Map<Partition, Long> offsets = new HashMap<>();
        for (Partition partition : partitions) {
            offsets.put(
                    partition,
                    Objects.requireNonNull(answer.get(topicPartition(partition)))
                            .offset());
        }
        return offsets;
    }

    public TopicPartition topicPartition(Partition partition) {
        return new TopicPartition(topics.nameOf(partition.topic()), partition.number());
    }

    @Override
    public synchronized void close() {
        if (connected != null) {
            connected.close(Duration.ofSeconds(1));
        }
    }
}
