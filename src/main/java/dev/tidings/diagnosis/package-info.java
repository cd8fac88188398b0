/** The outcome of an event on this pod, for administrators: from the windows, their journal and the sessions. */
@NullMarked
package dev.tidings.diagnosis;

import org.jspecify.annotations.NullMarked;
