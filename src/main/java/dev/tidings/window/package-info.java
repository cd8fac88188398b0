/** Recent records of each partition in memory, bounded and indexed by audience: one writer, readers without locks. */
@NullMarked
package dev.tidings.window;

import org.jspecify.annotations.NullMarked;
