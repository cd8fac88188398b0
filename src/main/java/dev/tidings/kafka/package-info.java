/** What the Kafka clients of all edges but the tail's have in common. */
@NullMarked
package dev.tidings.kafka;

import org.jspecify.annotations.NullMarked;
