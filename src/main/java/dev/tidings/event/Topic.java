package dev.tidings.event;

/** The two topics of the log. */
public enum Topic {
    /** Keyed by user id: events for one user. */
    NOTIFICATIONS,
    /** Keyed {@code everyone} or {@code group:<name>}: events for many. */
    ANNOUNCEMENTS
}
