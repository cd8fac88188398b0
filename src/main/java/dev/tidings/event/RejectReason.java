package dev.tidings.event;

import java.util.Locale;

/** The reason why a record of the log cannot be delivered to anybody. */
public enum RejectReason {
    /** The record has no key or an empty one, so it has no recipient. */
    NO_KEY,
    /** The key is not well-formed UTF-8. */
    KEY_NOT_UTF8,
    /** An announcement's key is neither {@code everyone} nor {@code group:<name>}. */
    UNKNOWN_AUDIENCE,
    /** The record has no value, and no headers {@code ce_*} that are an event without data. */
    TOMBSTONE,
    /** Key, headers and value together are larger than {@code tidings.tail.max-event-size}. */
    TOO_LARGE,
    /** The value or an attribute is not well-formed UTF-8 where it must be. */
    NOT_UTF8,
    /** The value is not JSON where it must be: this includes UTF-16, UTF-32 and nesting deeper than 1000. */
    NOT_JSON,
    /** The value begins with a schema registry's header: a zero byte and a schema's id. */
    SCHEMA_REGISTRY_HEADER,
    /** A structured event is not a JSON object, has a format other than JSON or is a batch; or its data is invalid. */
    NOT_A_CLOUDEVENT,
    /** The event's {@code specversion} is not 1.x; the log line shows it. */
    UNSUPPORTED_SPECVERSION,
    /** One of {@code specversion}, {@code id}, {@code source}, {@code type} is missing, empty or not a string. */
    MISSING_ATTRIBUTE,
    /** A required attribute or {@code expirytime} has an invalid value, or an attribute is given twice. */
    BAD_ATTRIBUTE,
    /** The type begins with {@code tidings.} or the source is {@code /tidings}: only Tidings may write that. */
    RESERVED,
    /** Reading, encoding or writing it failed by a fault of Tidings: please report it with position and fault. */
    INTERNAL;

    /** Returns the name of the reason in metrics, logs and documentation. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
