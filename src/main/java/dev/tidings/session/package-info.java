/** One open connection of one user as a cursor over the log: states, registry, and the pump, which alone sends. */
@NullMarked
package dev.tidings.session;

import org.jspecify.annotations.NullMarked;
