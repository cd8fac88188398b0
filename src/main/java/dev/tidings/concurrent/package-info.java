/** What several packages share about threads: callers' contexts, and the rates of token buckets. */
@NullMarked
package dev.tidings.concurrent;

import org.jspecify.annotations.NullMarked;
