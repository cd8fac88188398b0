/** The durable projection of the log in PostgreSQL: what a user has missed, and what was read. */
@NullMarked
package dev.tidings.inbox;

import org.jspecify.annotations.NullMarked;
