package dev.tidings.diagnosis;

import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.event.TopicsConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The event that a question is about. */
sealed interface EventQuery {
    record At(Position position) implements EventQuery {}

    /** An event's id. Ids are unique for their source only, so there may be several events. */
    record Id(String id) implements EventQuery {}

    /** A topic, a partition and an offset, each with as many digits as it can have. */
    Pattern POSITION = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

    /**
     * Parses a position as Kafka's producers report it, with the topic's name at the broker or here. Any other text is
     * an id, unless it begins like a position.
     */
    static EventQuery parse(String text, TopicsConfig topics) {
        Matcher matcher = POSITION.matcher(text);
        if (matcher.matches()) {
            Topic topic = topic(matcher.group(1), topics);
            if (topic != null) {
                Partition partition = new Partition(topic, Integer.parseInt(matcher.group(2)));
                return new At(new Position(partition, Long.parseLong(matcher.group(3))));
            }
        }
        int at = text.indexOf('@');
        for (Topic topic : Topic.values()) {
            if (at >= 0 && (text.startsWith(topic.label()) || text.startsWith(topics.nameOf(topic)))) {
                throw new IllegalArgumentException("event: " + text
                        + " (expected: <topic>-<partition>@<offset>, such as notifications-3@1042, or an event's id)");
            }
        }
        return new Id(text);
    }

    private static @Nullable Topic topic(String name, TopicsConfig topics) {
        for (Topic topic : Topic.values()) {
            if (name.equals(topic.label()) || name.equals(topics.nameOf(topic))) {
                return topic;
            }
        }
        return null;
    }
}
