package dev.tidings.telemetry;

import dev.tidings.event.DropReason;
import dev.tidings.event.Dropped;
import dev.tidings.intake.format.FormatMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts attributes that were left out of events, by the way that the events came and by reason. */
@Singleton
class DroppedMeters implements FormatMetrics {
    private final Map<DropReason, Counter> log;
    private final Map<DropReason, Counter> intake;
    private final Map<DropReason, Counter> publish;

    DroppedMeters(MeterRegistry registry) {
        log = of(registry, "log");
        intake = of(registry, "intake");
        publish = of(registry, "publish");
    }

    private static Map<DropReason, Counter> of(MeterRegistry registry, String way) {
        Map<DropReason, Counter> reasons = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            reasons.put(
                    reason, Meters.counter(registry, Metric.ATTRIBUTES_DROPPED, "way", way, "reason", reason.label()));
        }
        return reasons;
    }

    void inLog(Dropped attributes) {
        count(log, attributes);
    }

    void inPublish(Dropped attributes) {
        count(publish, attributes);
    }

    @Override
    public void dropped(Dropped attributes) {
        count(intake, attributes);
    }

    private static void count(Map<DropReason, Counter> counters, Dropped attributes) {
        attributes.forEach(
                (reason, count) -> Objects.requireNonNull(counters.get(reason)).increment(count));
    }
}
