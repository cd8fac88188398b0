package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Topics for which the group has not committed a start yet, with their end offsets at the time when this pod subscribed
 * to them. Later records are not skipped, however long the group takes to assign its partitions. Intake's thread only.
 */
final class UnstartedTopics {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Consumer<?, ?> consumer;
    private final Predicate<String> fromBeginning;
    private final Interval refresh;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Set<String> topics = new TreeSet<>();
    private Set<String> subscribed = Set.of();

    UnstartedTopics(Consumer<?, ?> consumer, Predicate<String> fromBeginning, NanoClock nanos) {
        this.consumer = consumer;
        this.fromBeginning = fromBeginning;
        this.refresh = new Interval(PAUSE, nanos);
    }

    /** Sets the topics of the next subscription; must be called before the subscription changes. */
    void update(Set<String> subscription) {
        Set<String> added = new HashSet<>(subscription);
        added.removeAll(subscribed);
        // In a topic that is read from its beginning, no record can be skipped.
        added.removeIf(fromBeginning);
        subscribed = Set.copyOf(subscription);
        topics.retainAll(subscription);
        topics.addAll(added);
        prune();
        refresh.expire();
        refresh();
        topics.stream().filter(added::contains).forEach(this::recordEnds);
    }

    /** Returns the topics that have no start yet. */
    List<String> refresh() {
        if (!topics.isEmpty() && refresh.isDue()) {
            refresh.restart();
            topics.removeAll(findStarted());
            prune();
        }
        return List.copyOf(topics);
    }

    /** Returns the topics with a start: the member with partition 0 commits one for all partitions. */
    private Set<String> findStarted() {
        Set<TopicPartition> firsts =
                topics.stream().map(topic -> new TopicPartition(topic, 0)).collect(Collectors.toSet());
        try {
            return consumer.committed(firsts, ANSWER).entrySet().stream()
                    .filter(each -> each.getValue() != null)
                    .map(each -> each.getKey().topic())
                    .collect(Collectors.toSet());
        } catch (RetriableException e) {
            return Set.of();
        }
    }

    private void recordEnds(String topic) {
        try {
            Set<TopicPartition> partitions = List.copyOf(consumer.partitionsFor(topic, ANSWER)).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toSet());
            ends.putAll(consumer.endOffsets(partitions, ANSWER));
        } catch (RetriableException e) {
            // The topic then begins at the end that it has when its partitions are assigned.
            return;
        }
    }

    private void prune() {
        ends.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    }

    /** Returns the start offsets of these partitions, given their current end offsets. */
    Map<TopicPartition, Long> startOffsets(Map<TopicPartition, Long> currentEnds) {
        Map<TopicPartition, Long> starts = new HashMap<>(currentEnds);
        starts.replaceAll((partition, end) -> Math.min(end, ends.getOrDefault(partition, end)));
        return starts;
    }

    /** Removes topics whose start is committed. */
    void remove(Collection<String> started) {
        topics.removeAll(started);
        prune();
    }
}
