package dev.tidings.control;

import java.time.Instant;

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
