package dev.tidings.telemetry;

import dev.tidings.control.ControlMetrics;
import dev.tidings.identity.logout.LogoutObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts logouts that this pod was asked for, control records that it has read, and announcements of sessions. */
@Singleton
class ControlMeters implements ControlMetrics, LogoutObserver {
    private final MeterRegistry registry;
    private final Counter dropped;
    private final Counter overlooked;
    private final Map<Written, Counter> announced = new EnumMap<>(Written.class);
    private final Map<Outcome, Counter> records = new EnumMap<>(Outcome.class);

    ControlMeters(MeterRegistry registry) {
        this.registry = registry;
        this.dropped = Meters.counter(registry, Metric.DENIALS_DROPPED);
        this.overlooked = Meters.counter(registry, Metric.OVERLOOKED);
        for (Written written : Written.values()) {
            announced.put(written, Meters.counter(registry, Metric.ANNOUNCED, "outcome", written.label()));
        }
        for (Outcome outcome : Outcome.values()) {
            records.put(outcome, Meters.counter(registry, Metric.CONTROL_RECORDS, "outcome", outcome.label()));
        }
    }

    @Override
    public void read(Outcome outcome) {
        Objects.requireNonNull(records.get(outcome)).increment();
    }

    @Override
    public void dropped(int denials) {
        dropped.increment(denials);
    }

    @Override
    public void announced(Written written) {
        Objects.requireNonNull(announced.get(written)).increment();
    }

    @Override
    public void overlooked() {
        overlooked.increment();
    }

    @Override
    public void asked(String by, String outcome) {
        Meters.counter(registry, Metric.LOGOUTS, "by", by, "outcome", outcome).increment();
    }
}
