package dev.tidings.control;

import dev.tidings.event.UserId;
import dev.tidings.identity.logout.Logout;
import java.time.Instant;
import java.util.List;

/** The content of a control record. */
sealed interface ControlRecord {
    /**
     * A logout, and the time until which tokens have to be refused for it.
     *
     * @param key the record's, by which the topic is compacted
     */
    record Denial(String key, Logout logout, Instant until) implements ControlRecord {
        static Denial of(Logout logout, Instant until) {
            return new Denial(ControlKeys.of(logout), logout, until);
        }

        boolean isOver(Instant now) {
            return !until.isAfter(now);
        }
    }

    /**
     * The sessions that a user has on a pod.
     *
     * @param opened when they were opened, by that pod's clock, the oldest first
     * @param at when the pod wrote it
     * @param until when it ceases to count
     */
    record Announcement(String pod, UserId user, List<Instant> opened, Instant at, Instant until)
            implements ControlRecord {
        public Announcement {
            opened = List.copyOf(opened);
        }

        boolean isOver(Instant now) {
            return !until.isAfter(now);
        }
    }

    /**
     * A pod's sign of life: its announcements count until it ends.
     *
     * @param at when the pod wrote it
     */
    record Lease(String pod, Instant at, Instant until) implements ControlRecord {
        boolean isOver(Instant now) {
            return !until.isAfter(now);
        }

        Lease orLater(Lease other) {
            return other.until.isAfter(until) ? other : this;
        }
    }

    /** A record of a kind that only newer versions write. */
    record Unknown() implements ControlRecord {}
}
