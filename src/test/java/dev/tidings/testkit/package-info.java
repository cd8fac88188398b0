/** What the tests share: real parts to run against, and ways to look at them. */
@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
