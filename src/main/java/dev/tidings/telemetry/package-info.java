/** Metrics and traces behind the ports of the other packages, with one catalogue of metrics. */
@NullMarked
package dev.tidings.telemetry;

import org.jspecify.annotations.NullMarked;
