package dev.tidings.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the topics are called. */
@ConfigMapping(prefix = "tidings.topics")
public interface TopicsConfig {
    /** The topic of events for one user, keyed by user id. */
    @WithDefault("notifications")
    String notifications();

    /** The topic of events for groups and for everyone, keyed {@code group:<name>} or {@code everyone}. */
    @WithDefault("announcements")
    String announcements();

    /** The topic of commands to all pods: who is logged out. Only Tidings may write to it. */
    @WithDefault("notifications.control")
    String control();

    /** The topic's name at the broker. */
    default String nameOf(Topic topic) {
        return switch (topic) {
            case NOTIFICATIONS -> notifications();
            case ANNOUNCEMENTS -> announcements();
        };
    }
}
