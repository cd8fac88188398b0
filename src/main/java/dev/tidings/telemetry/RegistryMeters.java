package dev.tidings.telemetry;

import dev.tidings.intake.format.FormatFactory;
import dev.tidings.intake.format.RegistryMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts requests to the schema registry, and shows the number of stored schemas. */
@Singleton
class RegistryMeters implements RegistryMetrics {
    private final MeterRegistry registry;
    private final Map<Answer, Counter> asked = new EnumMap<>(Answer.class);

    RegistryMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Answer answer : Answer.values()) {
            asked.put(answer, Meters.counter(registry, Metric.REGISTRY_REQUESTS, "outcome", answer.label()));
        }
    }

    void begin(@Observes StartupEvent start, FormatFactory formats) {
        Meters.gauge(registry, Metric.SCHEMAS, formats::schemas);
    }

    @Override
    public void answered(Answer answer) {
        Objects.requireNonNull(asked.get(answer)).increment();
    }
}
