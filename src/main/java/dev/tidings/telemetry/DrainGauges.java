package dev.tidings.telemetry;

import dev.tidings.session.Sessions;
import dev.tidings.socket.Admission;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Shows whether the pod drains, and how many sessions still have to move. */
@Singleton
class DrainGauges {

    void begin(@Observes StartupEvent start, MeterRegistry registry, Sessions sessions, Admission admission) {
        Meters.gauge(registry, Metric.DRAINING, () -> admission.isDraining() ? 1 : 0);
        Meters.gauge(registry, Metric.SESSIONS_DRAINING, sessions::drainingCount);
    }
}
