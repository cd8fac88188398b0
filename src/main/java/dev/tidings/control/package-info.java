/** The Kafka edge for commands to all pods: reads the control topic from its beginning, and writes to it. */
@NullMarked
package dev.tidings.control;

import org.jspecify.annotations.NullMarked;
