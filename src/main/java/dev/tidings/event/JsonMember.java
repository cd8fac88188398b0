package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/**
 * A member of a JSON object.
 *
 * @param value a String, a Long or a Boolean, as CloudEvents has attributes; null for JSON's null; or the reason why it
 *     is none of these
 * @param from where the value begins in the bytes that were read
 * @param end where it ends
 */
public record JsonMember(String name, @Nullable Object value, int from, int end) {
    /** The name of an event's data, whose value is not read: it may be large. */
    static final String DATA = "data";
}
