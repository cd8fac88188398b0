/** Measures of the packaged application under load: a fleet of cheap clients, a writer of events, and the scenarios. */
@NullMarked
package dev.tidings.load;

import org.jspecify.annotations.NullMarked;
