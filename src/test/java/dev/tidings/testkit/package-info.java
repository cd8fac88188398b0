/** Real parts for tests: a broker, an issuer, the packaged application as a process, clients, a browser. */
@NullMarked
package dev.tidings.testkit;

import org.jspecify.annotations.NullMarked;
