/** Tests of package route. Unmarked, since records without a key or a value are much of what they try. */
@NullUnmarked
package dev.tidings.intake.route;

import org.jspecify.annotations.NullUnmarked;
