/** The Kafka edge for facts that all pods need: reads the control topic from its beginning, and writes to it. */
@NullMarked
package dev.tidings.control;

import org.jspecify.annotations.NullMarked;
