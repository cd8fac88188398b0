package dev.tidings.diagnosis;

import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.session.Subscriber;
import dev.tidings.window.HeldRecord;
import dev.tidings.window.Span;
import java.time.Instant;

/**
 * An event as it came to this pod.
 *
 * @param misplaced whether it stands in no home partition of its audience
 * @param replaced whether a newer event with its collapse key is there
 */
record Occurrence(HeldRecord record, Event event, Span read, boolean misplaced, boolean replaced) {
    Position position() {
        return record.position();
    }

    /** By the same audiences as sessions look for. */
    boolean isFor(Subscriber member) {
        return member.audiencesIn(position().partition().topic()).contains(record.audience());
    }

    boolean isExpiredAt(Instant moment) {
        return event.isExpiredAt(moment.toEpochMilli());
    }

    /** Whether its time was over before this pod had read it. */
    boolean cameExpired() {
        Instant from = read.from();
        return isExpiredAt(from == null ? record.written() : from);
    }
}
