/** Recent records of each partition in memory, bounded in bytes and age, indexed by audience: one writer, many readers without locks. */
@NullMarked
package dev.tidings.window;

import org.jspecify.annotations.NullMarked;
