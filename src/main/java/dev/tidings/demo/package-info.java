/** The page at {@code /}: signs people in, shows what arrives, and writes events to the log; off unless enabled. */
@NullMarked
package dev.tidings.demo;

import org.jspecify.annotations.NullMarked;
