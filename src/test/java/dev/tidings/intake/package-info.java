/** Tests of intake: its parts by themselves, and all of it at a real broker, killed and cut off. */
@NullMarked
package dev.tidings.intake;

import org.jspecify.annotations.NullMarked;
