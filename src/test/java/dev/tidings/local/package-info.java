/** Tests of the broker for dev mode and tests. */
@NullMarked
package dev.tidings.local;

import org.jspecify.annotations.NullMarked;
