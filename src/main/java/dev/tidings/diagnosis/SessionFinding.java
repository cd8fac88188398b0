package dev.tidings.diagnosis;

import dev.tidings.window.Span;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an event for one session, and its reason.
 *
 * @param written when it was written to the socket, if it was
 * @param acknowledged whether the client has acknowledged it; null if the client acknowledges nothing
 */
record SessionFinding(
        DeliveryOutcome outcome,
        String because,
        @Nullable Span written,
        @Nullable Boolean acknowledged) {

    SessionFinding(DeliveryOutcome outcome, String because) {
        this(outcome, because, null, null);
    }
}
