/** The state of this pod for the platform and new sessions: readiness, admission, and the drain at the end. */
@NullMarked
package dev.tidings.lifecycle;

import org.jspecify.annotations.NullMarked;
