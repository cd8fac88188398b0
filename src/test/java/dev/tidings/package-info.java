/** Holds the documents and the layout to the code. */
@NullMarked
package dev.tidings;

import org.jspecify.annotations.NullMarked;
