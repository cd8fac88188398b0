package dev.tidings.diagnosis;

import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.session.Subscriber;
import dev.tidings.window.HeldRecord;
import dev.tidings.window.Span;
import java.time.Instant;

/**
 * An event as this pod has read it.
 *
 * @param misplaced whether it is in no home partition of its audience
 * @param replaced whether a newer event with its collapse key is held
 */
record Occurrence(HeldRecord record, Event event, Span read, boolean misplaced, boolean replaced) {
    Position position() {
        return record.position();
    }

    /** Returns whether the event is for the subscriber, by the same audiences that sessions use. */
    boolean isFor(Subscriber subscriber) {
        return subscriber.audiencesIn(position().partition().topic()).contains(record.audience());
    }

    boolean isExpiredAt(Instant moment) {
        return event.isExpiredAt(moment.toEpochMilli());
    }

    /** Returns whether the event had expired before this pod read it. */
    boolean expiredBeforeReading() {
        Instant from = read.from();
        return isExpiredAt(from == null ? record.written() : from);
    }
}
