package dev.tidings.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The names of the topics in Kafka. */
@ConfigMapping(prefix = "tidings.topics")
public interface TopicsConfig {
    /** The topic of events for one user, keyed by user id. */
    @WithDefault("notifications")
    String notifications();

    /** The topic of events for groups and for everyone, keyed {@code group:<name>} or {@code everyone}. */
    @WithDefault("announcements")
    String announcements();

    /** The topic of commands to all pods, such as logouts. Only Tidings may write to it. */
    @WithDefault("notifications.control")
    String control();

    /** The topic of records that intake could not map, with the reason in their headers. */
    @WithDefault("notifications.dead-letters")
    String deadLetters();

    /** The topic of dead letters that are to be mapped again. Only Tidings may write to it. */
    @WithDefault("notifications.retries")
    String retries();

    /** The topic in which intake records what it has mapped. Only Tidings may write to it. */
    @WithDefault("notifications.seen")
    String seen();

    /** Returns the topic's name at the broker. */
    default String nameOf(Topic topic) {
        return switch (topic) {
            case NOTIFICATIONS -> notifications();
            case ANNOUNCEMENTS -> announcements();
        };
    }
}
