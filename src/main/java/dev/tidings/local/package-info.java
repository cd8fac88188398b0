/** A real Kafka broker and a real PostgreSQL, for dev mode and tests; none of it is in the packaged application. */
@NullMarked
package dev.tidings.local;

import org.jspecify.annotations.NullMarked;
