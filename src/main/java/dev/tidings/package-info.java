/** Tidings: Kafka topics as live, resumable notification streams for people. */
@NullMarked
package dev.tidings;

import org.jspecify.annotations.NullMarked;
