package dev.tidings.intake.format;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One unit of a record that becomes events.
 *
 * @param value a value as in JSON: null, Boolean, Long, Double, String, List or Map with String keys; the data of a
 * CloudEvent
 * @param attributes the attributes of a CloudEvent (names in lower case; Strings, Longs or Booleans); empty for other
 * formats
 */
public record Document(@Nullable Object value, Map<String, Object> attributes) {}
