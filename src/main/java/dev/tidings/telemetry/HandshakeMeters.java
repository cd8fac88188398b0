package dev.tidings.telemetry;

import dev.tidings.identity.UpgradeObserver;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts refused handshakes; accepted ones are counted as sessions. */
@Singleton
class HandshakeMeters implements UpgradeObserver {
    private final MeterRegistry registry;

    HandshakeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void refused(int status, String reason) {
        Meters.counter(registry, Metric.REFUSED, "status", Integer.toString(status), "reason", reason)
                .increment();
    }
}
