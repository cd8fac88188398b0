/** Counts what clients get while processes are killed, stopped and cut off: the account in docs/reliability.md. */
@NullMarked
package dev.tidings.chaos;

import org.jspecify.annotations.NullMarked;
