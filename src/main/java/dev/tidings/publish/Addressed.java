package dev.tidings.publish;

import dev.tidings.event.Audience;

/**
 * An event that may be written, and whom it is for.
 *
 * @param value a CloudEvent in JSON, without the attribute that names its audience: the record's key does
 */
@SuppressWarnings("ArrayRecordComponent")
record Addressed(String id, Audience audience, byte[] value) {}
