package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/**
 * The layout of the log: its partitions, and an epoch that changes when a topic is deleted and created again, except
 * where the broker gives topics no ids.
 */
public record LogLayout(long epoch, List<Partition> partitions, Map<Topic, Uuid> topicIds) {
    public LogLayout {
        partitions = List.copyOf(partitions);
        topicIds = Map.copyOf(topicIds);
    }

    /** Returns whether the broker gives topics ids, by which one that was created again is noticed. */
    boolean hasIds() {
        return !topicIds.containsValue(Uuid.ZERO_UUID);
    }

    /** Returns the id of the partition's topic, as text. */
    public String topicId(Partition partition) {
        return Objects.requireNonNull(topicIds.get(partition.topic())).toString();
    }

    static LogLayout of(Map<Topic, TopicDescription> topics) {
        List<Partition> partitions = new ArrayList<>();
        topics.forEach((topic, description) ->
                description.partitions().forEach(info -> partitions.add(new Partition(topic, info.partition()))));
        partitions.sort(Comparator.comparing(Partition::id));
        Uuid notifications = id(topics, Topic.NOTIFICATIONS);
        Uuid announcements = id(topics, Topic.ANNOUNCEMENTS);
        Map<Topic, Uuid> ids = new EnumMap<>(Topic.class);
        ids.put(Topic.NOTIFICATIONS, notifications);
        ids.put(Topic.ANNOUNCEMENTS, announcements);
        return new LogLayout(epoch(notifications, announcements), partitions, ids);
    }

    private static Uuid id(Map<Topic, TopicDescription> topics, Topic topic) {
        return Objects.requireNonNull(topics.get(topic)).topicId();
    }

    /** Mixes both topic ids into 40 bits: short in each cursor, and one in 10^12 to take another log for this one. */
    private static long epoch(Uuid notifications, Uuid announcements) {
        long mixed = notifications.getMostSignificantBits() * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ notifications.getLeastSignificantBits()) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ announcements.getMostSignificantBits()) * 0x94d049bb133111ebL;
        mixed = (mixed ^ announcements.getLeastSignificantBits()) * 0x9e3779b97f4a7c15L;
        return (mixed ^ (mixed >>> 31)) >>> 24;
    }
}
