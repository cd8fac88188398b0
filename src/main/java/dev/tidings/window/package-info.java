/**
 * Recent records of each partition in memory, bounded in bytes and age, and indexed by audience. There is one writer,
 * and many readers without locks.
 */
@NullMarked
package dev.tidings.window;

import org.jspecify.annotations.NullMarked;
