package dev.tidings.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.intake.IntakeMetrics.Kept;
import dev.tidings.intake.MappingOutcome;
import dev.tidings.intake.Tally;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntakeMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final IntakeMeters meters = new IntakeMeters(registry);

    private double sum(Metric metric, String... tags) {
        return registry.find(metric.meter()).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void aRouteHasAllItsSeriesFromItsFirstRecordOn() {
        meters.counted("orders", new Tally(), 0);
        assertThat(registry.find(Metric.INTAKE_RECORDS.meter())
                        .tags("route", "orders")
                        .counters())
                .extracting(counter -> counter.getId().getTag("outcome"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MappingOutcome.values())
                        .map(MappingOutcome::label)
                        .toList());
    }

    @Test
    void deferredEventsAreCounted() {
        meters.released("orders", 3);
        meters.committed();
        meters.aborted();
        meters.forgotten(Kept.WAITING, 2);
        assertThat(sum(Metric.INTAKE_EVENTS, "route", "orders")).isEqualTo(3);
        assertThat(sum(Metric.INTAKE_COLLAPSED, "route", "orders")).isEqualTo(3);
        assertThat(sum(Metric.INTAKE_TRANSACTIONS)).isEqualTo(2);
        assertThat(sum(Metric.INTAKE_FORGOTTEN, "what", "waiting")).isEqualTo(2);
    }
}
