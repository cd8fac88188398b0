/** The HTTP edge that accepts CloudEvents from services without Kafka and writes them to the log. */
@NullMarked
package dev.tidings.publish;

import org.jspecify.annotations.NullMarked;
