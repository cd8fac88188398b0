/** Owns what all Kafka edges share: settings and checks at the start, supervised threads, answers, outgoing channels. */
@NullMarked
package dev.tidings.kafka;

import org.jspecify.annotations.NullMarked;
