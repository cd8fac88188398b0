/** Maps records of other topics to events, with the recipients, attributes and conditions of their routes. */
@NullMarked
package dev.tidings.intake.route;

import org.jspecify.annotations.NullMarked;
