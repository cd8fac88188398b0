package dev.tidings.kafka;

import java.util.Map;

/**
 * The settings that the owner of an outgoing channel gives to its producer.
 *
 * @param channel the name in {@code mp.messaging.outgoing.<channel>.*}
 */
public record OutgoingDefaults(String channel, Map<String, Object> settings) {}
