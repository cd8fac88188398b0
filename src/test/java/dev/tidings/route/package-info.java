/** Tests of package route. Unmarked, since records without a key or a value are much of what they try. */
@NullUnmarked
package dev.tidings.route;

import org.jspecify.annotations.NullUnmarked;
