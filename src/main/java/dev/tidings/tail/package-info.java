/** The Kafka edge that reads: follows the log's end on a thread of its own, feeds the windows and wakes the sessions. */
@NullMarked
package dev.tidings.tail;

import org.jspecify.annotations.NullMarked;
