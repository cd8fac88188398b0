package dev.tidings.event;

import java.util.Locale;

/** Why a record of the log cannot be delivered to anybody. */
public enum RejectReason {
    /** The record has no key or an empty one, so it is for nobody. */
    NO_KEY,
    /** The key is not well-formed UTF-8. */
    KEY_NOT_UTF8,
    /** An announcement's key is neither {@code everyone} nor {@code group:<name>}. */
    UNKNOWN_AUDIENCE,
    /** The record has no value. */
    TOMBSTONE,
    /** Key, headers and value together are larger than {@code tidings.tail.max-event-size}. */
    TOO_LARGE,
    /** The value or an attribute is not well-formed UTF-8 where it must be. */
    NOT_UTF8,
    /** The value is not JSON where it must be. */
    NOT_JSON,
    /** A structured event that is no JSON object, or a format other than JSON, or a batch. */
    NOT_A_CLOUDEVENT,
    /** One of {@code specversion}, {@code id}, {@code source}, {@code type} is missing, empty or not a string. */
    MISSING_ATTRIBUTE,
    /** An attribute has a name or a value that CloudEvents does not allow. */
    BAD_ATTRIBUTE,
    /** Reading, encoding or writing it failed for a fault of Tidings' own: please report it with position and fault. */
    INTERNAL;

    /** As it stands in metrics, logs and documentation. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
