package dev.tidings.intake;

import dev.tidings.event.Topic;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Outgoing;

/** The newest of a recipient's events that were over a route's limit, and how many of them it stands for. */
record DeferredEvent(Recipient recipient, Limits limits, Outgoing event, int count) {
    /** Whose turn it waits for. */
    record Recipient(String route, Topic topic, String key) {}

    /** The event, saying how many it stands for. */
    Outgoing collapsed() {
        return new Outgoing(event.topic(), event.key(), Suppressed.tell(event.value(), count));
    }
}
