package dev.tidings.intake.limit;

import dev.tidings.event.Topic;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Outgoing;

/** The newest of a recipient's events above a route's limit, and the number of events that it represents. */
public record DeferredEvent(Recipient recipient, Limits limits, Outgoing event, int count) {
    /** The recipient whose limit the event waits for. */
    public record Recipient(String route, Topic topic, String key) {}

    /** Returns the event with the number of events that it represents. */
    public Outgoing collapsed() {
        return new Outgoing(event.topic(), event.key(), Suppressed.tell(event.value(), count));
    }
}
