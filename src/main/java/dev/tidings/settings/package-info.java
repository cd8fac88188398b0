/** Checks of the configuration at the start: unknown keys, values out of range, and keys that contradict each other. */
@NullMarked
package dev.tidings.settings;

import org.jspecify.annotations.NullMarked;
