/** What several packages share about threads and time: callers' contexts, rates, and the clock for durations. */
@NullMarked
package dev.tidings.concurrent;

import org.jspecify.annotations.NullMarked;
