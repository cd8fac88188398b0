package dev.tidings.intake.format;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a record tells.
 *
 * @param value as JSON has it: null, Boolean, Long, Double, String, List or Map with String keys; of a CloudEvent its data
 * @param attributes of the CloudEvent that it came as (names in lower case; Strings, Longs or Booleans); empty for anything else
 */
public record Document(@Nullable Object value, Map<String, Object> attributes) {}
