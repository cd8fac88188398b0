/** Tests of package format. Unmarked, since records without a key or a value are much of what they try. */
@NullUnmarked
package dev.tidings.intake.format;

import org.jspecify.annotations.NullUnmarked;
