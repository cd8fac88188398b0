package dev.tidings.telemetry;

import dev.tidings.event.Partition;
import dev.tidings.inbox.InboxConfig;
import dev.tidings.inbox.InboxThread;
import dev.tidings.inbox.Lag;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows whether the inbox's database answers, and how far the inbox is behind the log. */
@Singleton
class InboxGauges {
    private static final double MILLIS = 1_000;

    private final MeterRegistry registry;
    private final Clock clock;

    InboxGauges(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Asks nothing of the inbox while it is off. */
    void begin(@Observes StartupEvent start, InboxConfig config, Instance<InboxThread> thread, Vertx vertx) {
        if (!config.enabled()) {
            Meters.gauge(registry, Metric.INBOX_FOLLOWING, () -> 1);
            return;
        }
        InboxThread inbox = thread.get();
        Meters.gauge(registry, Metric.INBOX_FOLLOWING, () -> inbox.isFollowing() ? 1 : 0);
        MultiGauge records = perPartition(Metric.INBOX_LAG, null);
        MultiGauge seconds = perPartition(Metric.INBOX_AGE, "seconds");
        // A pod is given partitions and loses them; their values are read at each scrape.
        vertx.setPeriodic(0, TimeUnit.SECONDS.toMillis(5), timer -> {
            records.register(rows(inbox, Lag::records), true);
            seconds.register(rows(inbox, this::seconds), true);
        });
    }

    private MultiGauge perPartition(Metric metric, @Nullable String unit) {
        return MultiGauge.builder(metric.meter())
                .description(metric.help())
                .baseUnit(unit)
                .register(registry);
    }

    private double seconds(Lag lag) {
        return lag.records() == 0 ? 0 : Math.max(0, clock.millis() - lag.since()) / MILLIS;
    }

    private static List<Row<?>> rows(InboxThread inbox, ToDoubleFunction<Lag> value) {
        return inbox.lags().keySet().stream()
                .map(partition -> row(inbox, partition, value))
                .collect(Collectors.toList());
    }

    private static Row<?> row(InboxThread inbox, Partition partition, ToDoubleFunction<Lag> value) {
        Tags tags =
                Tags.of("topic", partition.topic().label(), "partition", Integer.toString(partition.number()));
        return Row.of(tags, inbox, of -> {
            Lag lag = of.lags().get(partition);
            return lag == null ? 0 : value.applyAsDouble(lag);
        });
    }
}
