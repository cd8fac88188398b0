/** The limits of routes: token buckets of routes and recipients, and events that wait for their recipient's turn. */
@NullMarked
package dev.tidings.intake.limit;

import org.jspecify.annotations.NullMarked;
