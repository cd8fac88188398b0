/** The common parts of HTTP resources: problem details (RFC 9457), and questions that are answered one by one. */
@NullMarked
package dev.tidings.http;

import org.jspecify.annotations.NullMarked;
