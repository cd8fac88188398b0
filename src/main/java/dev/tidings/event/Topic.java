package dev.tidings.event;

import java.util.Locale;

/** The two topics of the log. */
public enum Topic {
    /** Events for one user, keyed by user id. */
    NOTIFICATIONS(0),
    /** Events for many users, keyed {@code everyone} or {@code group:<name>}. */
    ANNOUNCEMENTS(1);

    private final int code;

    Topic(int code) {
        this.code = code;
    }

    /** Returns the topic's name in metrics and on the wire, whatever its name in Kafka is. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the number of the topic in cursors, which must never change. */
    public int code() {
        return code;
    }
}
