package dev.tidings.telemetry;

import dev.tidings.control.ControlReader;
import dev.tidings.control.ControlStatus;
import dev.tidings.session.SessionConfig;
import dev.tidings.tail.TailStatus;
import dev.tidings.tail.TailThread;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Shows whether the pod reads the log and the control topic, and how many sessions it may hold. */
@Singleton
class FollowingGauges {

    void begin(
            @Observes StartupEvent start,
            MeterRegistry registry,
            TailThread tail,
            ControlReader control,
            SessionConfig sessions) {
        Meters.gauge(registry, Metric.TAIL_FOLLOWING, () -> tail.status() instanceof TailStatus.Following ? 1 : 0);
        Meters.gauge(
                registry, Metric.CONTROL_FOLLOWING, () -> control.status() instanceof ControlStatus.Following ? 1 : 0);
        Meters.gauge(registry, Metric.SESSIONS_MAX, sessions::maxPerPod);
    }
}
