/** The Kafka edge that maps other topics onto the log: exactly once, with dead letters and limits. */
@NullMarked
package dev.tidings.intake;

import org.jspecify.annotations.NullMarked;
