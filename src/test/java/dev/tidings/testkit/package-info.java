/** Real parts for tests: an issuer, the packaged application as a process, a WebSocket client. */
@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
