/** What became of an event on this pod, for administrators: derived from the windows, their journal and where sessions stand. */
@NullMarked
package dev.tidings.diagnosis;

import org.jspecify.annotations.NullMarked;
