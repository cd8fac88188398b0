package dev.tidings.telemetry;

import dev.tidings.intake.IntakeMetrics;
import dev.tidings.intake.MappingOutcome;
import dev.tidings.intake.Tally;
import dev.tidings.intake.format.DeadReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Counts what intake has committed. A route's series all exist from its first record on: sums are complete. */
@Singleton
class IntakeMeters implements IntakeMetrics {
    private static final Duration[] AGES = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;
    private final Counter committed;
    private final Counter aborted;
    private final Map<Kept, Counter> forgotten = new EnumMap<>(Kept.class);
    private final Map<String, OfRoute> routes = new HashMap<>();

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
        committed = Meters.counter(registry, Metric.INTAKE_TRANSACTIONS, "outcome", "committed");
        aborted = Meters.counter(registry, Metric.INTAKE_TRANSACTIONS, "outcome", "aborted");
        // Creates the first series at the start.
        var unused = of(NO_ROUTE);
        for (Kept kept : Kept.values()) {
            forgotten.put(kept, Meters.counter(registry, Metric.INTAKE_FORGOTTEN, "what", kept.label()));
        }
    }

    @Override
    public void counted(String route, Tally tally, long now) {
        OfRoute meters = of(route);
        meters.read.increment(tally.records());
        meters.outcomes.forEach((outcome, counter) -> counter.increment(tally.of(outcome)));
        meters.reasons.forEach((reason, counter) -> counter.increment(tally.of(reason)));
        meters.events.increment(tally.events());
        meters.suppressed.increment(tally.suppressed());
        meters.age.record(Duration.ofMillis(Math.max(0, now - tally.oldestTimestamp())));
    }

    @Override
    public void released(String route, int events) {
        OfRoute meters = of(route);
        meters.events.increment(events);
        meters.collapsed.increment(events);
    }

    @Override
    public void committed() {
        committed.increment();
    }

    @Override
    public void aborted() {
        aborted.increment();
    }

    @Override
    public void evicted(Kept kept, int count) {
        Objects.requireNonNull(forgotten.get(kept)).increment(count);
    }

    private OfRoute of(String route) {
        return routes.computeIfAbsent(route, name -> new OfRoute(registry, name));
    }

    /** One route's meters. */
    private static final class OfRoute {
        private final Counter read;
        private final Map<MappingOutcome, Counter> outcomes = new EnumMap<>(MappingOutcome.class);
        private final Map<DeadReason, Counter> reasons = new EnumMap<>(DeadReason.class);
        private final Counter events;
        private final Counter suppressed;
        private final Counter collapsed;
        private final Timer age;

        OfRoute(MeterRegistry registry, String route) {
            read = Meters.counter(registry, Metric.INTAKE_READ, "route", route);
            for (MappingOutcome outcome : MappingOutcome.values()) {
                outcomes.put(
                        outcome,
                        Meters.counter(registry, Metric.INTAKE_RECORDS, "route", route, "outcome", outcome.label()));
            }
            for (DeadReason reason : DeadReason.values()) {
                reasons.put(
                        reason, Meters.counter(registry, Metric.INTAKE_DEAD, "route", route, "reason", reason.label()));
            }
            events = Meters.counter(registry, Metric.INTAKE_EVENTS, "route", route);
            suppressed = Meters.counter(registry, Metric.INTAKE_SUPPRESSED, "route", route);
            collapsed = Meters.counter(registry, Metric.INTAKE_COLLAPSED, "route", route);
            age = Timer.builder(Metric.INTAKE_AGE.meter())
                    .description(Metric.INTAKE_AGE.help())
                    .tags("route", route)
                    .serviceLevelObjectives(AGES)
                    .register(registry);
        }
    }
}
