/** The Kafka edge for what all pods have to know: reads the control topic from its beginning, and writes to it. */
@NullMarked
package dev.tidings.control;

import org.jspecify.annotations.NullMarked;
