package dev.tidings.control;

import dev.tidings.event.UserId;
import java.time.Instant;
import java.util.List;

/**
 * The sessions that a user has on a pod.
 *
 * @param opened when they were opened, by that pod's clock, the oldest first
 * @param at when the pod wrote it
 * @param until when it ceases to count
 */
record Announcement(String pod, UserId user, List<Instant> opened, Instant at, Instant until) implements ControlRecord {
    Announcement {
        opened = List.copyOf(opened);
    }

    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }
}
