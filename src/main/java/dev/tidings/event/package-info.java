/** The language of Tidings: events, whom they are for, and where they stand in the log; values only. */
@NullMarked
package dev.tidings.event;

import org.jspecify.annotations.NullMarked;
