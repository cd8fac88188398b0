/** Deduplication: the fingerprints of mapped events within a time window, and their copy in a topic. */
@NullMarked
package dev.tidings.intake.memory;

import org.jspecify.annotations.NullMarked;
