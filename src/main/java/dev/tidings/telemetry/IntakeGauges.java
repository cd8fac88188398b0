package dev.tidings.telemetry;

import dev.tidings.intake.IntakeMemory;
import dev.tidings.intake.IntakeMetrics.Kept;
import dev.tidings.intake.IntakeStatus;
import dev.tidings.intake.IntakeThread;
import dev.tidings.intake.SourcePartition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Shows the status of intake, its lag, and its state in memory. */
@Singleton
class IntakeGauges {

    void begin(
            @Observes StartupEvent start,
            MeterRegistry registry,
            IntakeThread intake,
            IntakeMemory memory,
            Vertx vertx) {
        Meters.gauge(registry, Metric.INTAKE_FOLLOWING, () -> isFollowing(intake.status()) ? 1 : 0);
        Meters.gauge(registry, Metric.INTAKE_MISSING, () -> intake.missing().size());
        Meters.gauge(registry, Metric.INTAKE_KEPT, memory::repetitions, "what", Kept.REPETITIONS.label());
        Meters.gauge(registry, Metric.INTAKE_KEPT, memory::recipients, "what", Kept.RECIPIENTS.label());
        Meters.gauge(registry, Metric.INTAKE_KEPT, memory::waiting, "what", Kept.WAITING.label());
        MultiGauge lag = MultiGauge.builder(Metric.INTAKE_LAG.meter())
                .description(Metric.INTAKE_LAG.help())
                .register(registry);
        // Partitions come and go; their values are read at each scrape.
        vertx.setPeriodic(0, TimeUnit.SECONDS.toMillis(5), timer -> lag.register(rows(intake), true));
    }

    private static boolean isFollowing(IntakeStatus status) {
        return status instanceof IntakeStatus.Following || status instanceof IntakeStatus.Off;
    }

    private static List<Row<?>> rows(IntakeThread intake) {
        return intake.lags().keySet().stream().map(each -> row(intake, each)).collect(Collectors.toList());
    }

    private static Row<?> row(IntakeThread intake, SourcePartition partition) {
        Tags tags = Tags.of("topic", partition.topic(), "partition", Integer.toString(partition.number()));
        return Row.of(tags, intake, of -> of.lags().getOrDefault(partition, 0L));
    }
}
