/** The page and its client, in a real browser against the real application. */
@NullMarked
package dev.tidings.demo;

import org.jspecify.annotations.NullMarked;
