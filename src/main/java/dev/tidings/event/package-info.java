/** The language of Tidings: events, their audiences, and their positions in the log; values only. */
@NullMarked
package dev.tidings.event;

import org.jspecify.annotations.NullMarked;
