package dev.tidings.intake.format;

import java.util.Locale;

/** Why a record of another topic cannot be mapped: the catalogue of what stands in {@code tidings_reason}. */
public enum DeadReason {
    /** The value, or a key that an expression reads, is not in the route's format. */
    UNREADABLE,
    /** The value names a schema that the registry does not know. */
    UNKNOWN_SCHEMA,
    /** The record, or an event made of it, is larger than may be. */
    TOO_LARGE,
    /** An expression failed on this record. */
    EXPRESSION,
    /** The audience is empty, too long or not a text, or there are too many of them. */
    BAD_AUDIENCE,
    /** An attribute of the event is missing or is none that CloudEvents allows. */
    BAD_ATTRIBUTE,
    /** The event's type begins with {@code tidings.} or its source is {@code /tidings}: only Tidings may write that. */
    RESERVED,
    /** No route is there for the topic that a dead letter came from. */
    NO_ROUTE,
    /** A fault of Tidings' own: please report it with the record's position. */
    INTERNAL;

    /** As it stands in metrics, headers and documentation. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
