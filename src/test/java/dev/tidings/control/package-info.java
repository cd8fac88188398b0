/** Tests of the Kafka edge for commands to all pods. */
@NullMarked
package dev.tidings.control;

import org.jspecify.annotations.NullMarked;
