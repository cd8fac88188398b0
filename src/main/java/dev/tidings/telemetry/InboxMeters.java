package dev.tidings.telemetry;

import dev.tidings.event.RejectReason;
import dev.tidings.inbox.InboxMetrics;
import dev.tidings.inbox.UnfitReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts what the inbox's projection has written, and what it could not. */
@Singleton
class InboxMeters implements InboxMetrics {
    private static final Duration[] TIMES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);
    private final Map<UnfitReason, Counter> unfit = new EnumMap<>(UnfitReason.class);
    private final Counter repeated;
    private final Counter retries;
    private final Counter removedRows;
    private final Counter removedPartitions;
    private final Timer writes;

    InboxMeters(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, Meters.counter(registry, Metric.INBOX_RECORDS, "outcome", outcome.label()));
        }
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, Meters.counter(registry, Metric.INBOX_REJECTED, "reason", reason.label()));
        }
        for (UnfitReason reason : UnfitReason.values()) {
            unfit.put(reason, Meters.counter(registry, Metric.INBOX_REJECTED, "reason", reason.label()));
        }
        repeated = Meters.counter(registry, Metric.INBOX_REPEATED);
        retries = Meters.counter(registry, Metric.INBOX_RETRIES);
        removedRows = Meters.counter(registry, Metric.INBOX_REMOVED, "kind", "row");
        removedPartitions = Meters.counter(registry, Metric.INBOX_REMOVED, "kind", "partition");
        writes = Timer.builder(Metric.INBOX_WRITES.meter())
                .description(Metric.INBOX_WRITES.help())
                .serviceLevelObjectives(TIMES)
                .register(registry);
    }

    @Override
    public void projected(Outcome outcome, int records) {
        Objects.requireNonNull(outcomes.get(outcome)).increment(records);
    }

    @Override
    public void repeated(int events) {
        repeated.increment(events);
    }

    @Override
    public void rejected(RejectReason reason) {
        Objects.requireNonNull(rejected.get(reason)).increment();
    }

    @Override
    public void rejected(UnfitReason reason) {
        Objects.requireNonNull(unfit.get(reason)).increment();
    }

    @Override
    public void written(Duration time) {
        writes.record(time);
    }

    @Override
    public void retried() {
        retries.increment();
    }

    @Override
    public void removed(long rows, int partitions) {
        removedRows.increment(rows);
        removedPartitions.increment(partitions);
    }
}
