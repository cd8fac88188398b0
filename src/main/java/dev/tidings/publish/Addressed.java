package dev.tidings.publish;

import dev.tidings.event.Audience;
import dev.tidings.event.Dropped;

/**
 * A valid event with its audience.
 *
 * @param value a CloudEvent in JSON, without the attribute {@code audience}, which the record's key replaces
 * @param dropped the attributes that were left out
 */
@SuppressWarnings("ArrayRecordComponent")
record Addressed(String id, Audience audience, byte[] value, Dropped dropped) {}
