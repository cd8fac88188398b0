package dev.tidings.intake.route;

import dev.tidings.event.Topic;

/**
 * An event for one audience, ready to be written to the log.
 *
 * @param key the record's key: the user, {@code group:<name>} or {@code everyone}
 * @param value a CloudEvent in structured JSON
 */
@SuppressWarnings("ArrayRecordComponent")
public record Outgoing(Topic topic, String key, byte[] value) {}
