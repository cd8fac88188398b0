package dev.tidings.diagnosis;

import dev.tidings.window.Span;
import org.jspecify.annotations.Nullable;

/**
 * What became of an event for one session, and why.
 *
 * @param written when it was handed to the socket, where it was
 * @param acknowledged whether the client has said that it has seen it; null where it says nothing of the kind
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
