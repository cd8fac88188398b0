/** What all HTTP resources share: problem details (RFC 9457), and questions that are answered one at a time. */
@NullMarked
package dev.tidings.http;

import org.jspecify.annotations.NullMarked;
