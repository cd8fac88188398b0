package dev.tidings.event;

/** What looking into a record gave: an {@link Event}, or why there is none. */
public sealed interface Reading permits Event, Reading.Unusable {
    record Unusable(RejectReason reason) implements Reading {}
}
