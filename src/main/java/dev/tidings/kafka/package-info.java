/** Settings that all Kafka clients share, and the checks of these settings at the start. */
@NullMarked
package dev.tidings.kafka;

import org.jspecify.annotations.NullMarked;
