package dev.tidings.event;

/** What looking into a record gave: an event, or why there is none. */
public sealed interface Reading {
    record Usable(Event event) implements Reading {}

    record Unusable(RejectReason reason) implements Reading {}
}
