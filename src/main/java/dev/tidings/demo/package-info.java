/** The page at {@code /}: signs users in, shows incoming events, writes events to the log; off unless enabled. */
@NullMarked
package dev.tidings.demo;

import org.jspecify.annotations.NullMarked;
