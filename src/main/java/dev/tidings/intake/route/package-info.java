/** What a record of another topic becomes: for whom, of which type, under which condition, as its route's expressions say. */
@NullMarked
package dev.tidings.intake.route;

import org.jspecify.annotations.NullMarked;
