package dev.tidings.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Determines the start offsets of partitions: the group's committed offset if there is one. In a topic without any, the
 * member with partition 0 decides for all partitions at once, and commits that. A partition without a commit in a topic
 * with one was therefore added later, and is read from its beginning.
 */
final class InitialOffsets {
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Predicate<String> fromBeginning;
    private final UnstartedTopics unstarted;

    InitialOffsets(Consumer<byte[], byte[]> consumer, Predicate<String> fromBeginning, UnstartedTopics unstarted) {
        this.consumer = consumer;
        this.fromBeginning = fromBeginning;
        this.unstarted = unstarted;
    }

    /** Returns the start offsets that are known; another member has to decide about the others first. */
    Map<TopicPartition, OffsetAndMetadata> find(Set<TopicPartition> fresh) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(committed(withFirsts(fresh)));
        fresh.stream()
                .filter(partition -> partition.partition() == 0 && !committed.containsKey(partition))
                .forEach(first -> committed.putAll(decide(first.topic())));
        Set<TopicPartition> added = fresh.stream()
                .filter(partition -> !committed.containsKey(partition) && committed.containsKey(first(partition)))
                .collect(Collectors.toSet());
        consumer.beginningOffsets(added, ANSWER)
                .forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        committed.keySet().retainAll(fresh);
        return committed;
    }

    private static Set<TopicPartition> withFirsts(Set<TopicPartition> fresh) {
        Set<TopicPartition> all = new HashSet<>(fresh);
        fresh.forEach(partition -> all.add(first(partition)));
        return all;
    }

    private static TopicPartition first(TopicPartition partition) {
        return new TopicPartition(partition.topic(), 0);
    }

    /** Returns the committed offsets, after transactions that are about to commit offsets of these partitions. */
    private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return consumer.committed(partitions, ANSWER).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Objects.requireNonNull(entry.getValue())));
    }

    private Map<TopicPartition, OffsetAndMetadata> decide(String topic) {
        Set<TopicPartition> all = List.copyOf(consumer.partitionsFor(topic, ANSWER)).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toSet());
        all.removeAll(committed(all).keySet());
        Map<TopicPartition, Long> offsets = fromBeginning.test(topic)
                ? consumer.beginningOffsets(all, ANSWER)
                : unstarted.startOffsets(consumer.endOffsets(all, ANSWER));
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        offsets.forEach((partition, offset) -> starts.put(partition, new OffsetAndMetadata(offset)));
        consumer.commitSync(starts, ANSWER);
        unstarted.remove(Set.of(topic));
        return starts;
    }
}
