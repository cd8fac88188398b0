package dev.tidings.event;

/** What looking into a record gave: an event, or why there is none. */
public sealed interface Reading {
    record Readable(Event event) implements Reading {}

    record Unreadable(RejectReason reason) implements Reading {}
}
