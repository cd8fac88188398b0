package dev.tidings.event;

import java.util.Locale;

/** The two topics of the log. */
public enum Topic {
    /** Keyed by user id: events for one user. */
    NOTIFICATIONS(0),
    /** Keyed {@code everyone} or {@code group:<name>}: events for many. */
    ANNOUNCEMENTS(1);

    private final int code;

    Topic(int code) {
        this.code = code;
    }

    /** As it stands in metrics and on the wire, whatever the topic is called in Kafka. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands for the topic in cursors: never to be changed. */
    public int code() {
        return code;
    }
}
