package dev.tidings.intake.format;

import java.util.Locale;

/** The reasons why a record of another topic cannot be mapped: the values of the header {@code tidings_reason}. */
public enum DeadReason {
    /** The value, or a key that an expression reads, is not in the route's format. */
    UNREADABLE,
    /** The value names a schema that the registry does not have. */
    UNKNOWN_SCHEMA,
    /** The record, or an event made of it, exceeds a size limit. */
    TOO_LARGE,
    /** An expression failed on this record. */
    EXPRESSION,
    /** The audience is empty, too long or not a text, or there are too many audiences. */
    BAD_AUDIENCE,
    /** An attribute of the event is missing or violates CloudEvents. */
    BAD_ATTRIBUTE,
    /** The event's type begins with {@code tidings.} or its source is {@code /tidings}: both are reserved. */
    RESERVED,
    /** No route maps the topic that a dead letter came from. */
    NO_ROUTE,
    /** Tidings itself failed: please report it with the record's position. */
    INTERNAL;

    /** Returns the name that metrics, headers and documentation use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
