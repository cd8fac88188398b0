package dev.tidings.publish;

import dev.tidings.event.Audience;
import dev.tidings.event.Dropped;

/**
 * An event that may be written, and whom it is for.
 *
 * @param value a CloudEvent in JSON, without the attribute that names its audience: the record's key does
 * @param dropped what was left out of it
 */
@SuppressWarnings("ArrayRecordComponent")
record Addressed(String id, Audience audience, byte[] value, Dropped dropped) {}
