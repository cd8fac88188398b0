/** What is seen from outside: metrics and traces behind the ports of the other packages, one catalogue of metrics. */
@NullMarked
package dev.tidings.telemetry;

import org.jspecify.annotations.NullMarked;
