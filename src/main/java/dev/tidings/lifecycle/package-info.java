/** Whether this pod can do its work and takes new sessions: readiness, admission, and the drain at the end. */
@NullMarked
package dev.tidings.lifecycle;

import org.jspecify.annotations.NullMarked;
