/** Tests of the inbox: its parts by themselves, at a real PostgreSQL, and all of it at a real broker, killed and cut off. */
@NullMarked
package dev.tidings.inbox;

import org.jspecify.annotations.NullMarked;
