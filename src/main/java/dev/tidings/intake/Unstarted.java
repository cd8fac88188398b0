package dev.tidings.intake;

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
final class Unstarted {
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final Consumer<?, ?> consumer;
    private final Predicate<String> fromBeginning;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Set<String> topics = new TreeSet<>();
    private Set<String> wanted = Set.of();
    private long nextLook = System.nanoTime();

    Unstarted(Consumer<?, ?> consumer, Predicate<String> fromBeginning) {
        this.consumer = consumer;
        this.fromBeginning = fromBeginning;
    }

    /** Sets the wanted topics; must be called before the subscription changes. */
    void want(Set<String> now) {
        Set<String> fresh = new HashSet<>(now);
        fresh.removeAll(wanted);
        // In a topic that is read from its beginning, no record can be skipped.
        fresh.removeIf(fromBeginning);
        wanted = Set.copyOf(now);
        topics.retainAll(now);
        topics.addAll(fresh);
        forget();
        nextLook = System.nanoTime();
        look();
        topics.stream().filter(fresh::contains).forEach(this::note);
    }

    /** Returns the topics that have no start yet. */
    List<String> look() {
        if (!topics.isEmpty() && System.nanoTime() - nextLook >= 0) {
            nextLook = System.nanoTime() + PAUSE_NANOS;
            topics.removeAll(started());
            forget();
        }
        return List.copyOf(topics);
    }

    /** Returns the topics with a start: the member with partition 0 commits one for all partitions. */
    private Set<String> started() {
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

    private void note(String topic) {
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

    private void forget() {
        ends.keySet().removeIf(partition -> !topics.contains(partition.topic()));
    }

    /** Returns the start offsets of these partitions, given their current end offsets. */
    Map<TopicPartition, Long> starts(Map<TopicPartition, Long> endsNow) {
        Map<TopicPartition, Long> starts = new HashMap<>(endsNow);
        starts.replaceAll((partition, end) -> Math.min(end, ends.getOrDefault(partition, end)));
        return starts;
    }

    void started(Collection<String> committed) {
        topics.removeAll(committed);
        forget();
    }
}
