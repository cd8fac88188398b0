package dev.tidings.event;

import org.jspecify.annotations.Nullable;

/**
 * A member of a JSON object.
 *
 * @param value as CloudEvents has attributes, a String, a Long or a Boolean; null of JSON's null; or why it is none of these
 * @param from where the value begins in the bytes that were read
 * @param end where it ends
 */
public record JsonMember(String name, @Nullable Object value, int from, int end) {}
