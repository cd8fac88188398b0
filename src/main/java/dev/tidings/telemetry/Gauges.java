package dev.tidings.telemetry;

import dev.tidings.control.DenyList;
import dev.tidings.control.RemoteSessions;
import dev.tidings.event.Partition;
import dev.tidings.identity.TokenCache;
import dev.tidings.session.SessionRegistry;
import dev.tidings.tail.ReplayThread;
import dev.tidings.tail.TailThread;
import dev.tidings.tail.Uncommitted;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows the state of sessions, windows, lag and the token cache at each scrape. */
@Singleton
class Gauges {
    private final MeterRegistry registry;
    private final TailThread tail;
    private final Clock clock;
    private final MultiGauge lag;
    private final MultiGauge age;
    private final MultiGauge uncommitted;
    private final MultiGauge uncommittedAge;
    private final Uncommitted transactions;

    Gauges(MeterRegistry registry, TailThread tail, Clock clock, Uncommitted transactions) {
        this.registry = registry;
        this.tail = tail;
        this.clock = clock;
        this.lag = perPartition(Metric.LAG);
        this.transactions = transactions;
        this.age = perPartition(Metric.WINDOW_AGE);
        this.uncommitted = perPartition(Metric.UNCOMMITTED);
        this.uncommittedAge = perPartition(Metric.UNCOMMITTED_AGE);
    }

    private MultiGauge perPartition(Metric metric) {
        return MultiGauge.builder(metric.meter())
                .description(metric.help())
                .baseUnit(metric.exposed().endsWith("_seconds") ? "seconds" : null)
                .register(registry);
    }

    void begin(
            @Observes StartupEvent start,
            SessionRegistry sessions,
            TokenCache tokens,
            ReplayThread replays,
            DenyList denials,
            RemoteSessions elsewhere,
            Vertx vertx) {
        Windows windows = tail.windows();
        Meters.gauge(registry, Metric.SESSIONS, sessions::size);
        Meters.gauge(registry, Metric.SESSIONS_REMEMBERED, sessions.ended()::size);
        Meters.gauge(registry, Metric.USERS, sessions::userCount);
        Meters.gauge(registry, Metric.WINDOW_BYTES, windows::bytes);
        Meters.gauge(registry, Metric.WINDOW_MAX_BYTES, windows::maxBytes);
        Meters.gauge(registry, Metric.JOURNAL_BYTES, windows.journal()::bytes);
        Meters.gauge(registry, Metric.REPLAY_BYTES, replays::bytes);
        Meters.gauge(registry, Metric.DENIALS, denials::size);
        Meters.gauge(registry, Metric.ELSEWHERE, elsewhere::size);
        Meters.gauge(registry, Metric.TOKEN_CACHE_SIZE, tokens::size);
        FunctionCounter.builder(Metric.TOKEN_CACHE_HITS.meter(), tokens, TokenCache::hits)
                .description(Metric.TOKEN_CACHE_HITS.help())
                .register(registry);
        FunctionCounter.builder(Metric.TOKEN_CACHE_MISSES.meter(), tokens, TokenCache::misses)
                .description(Metric.TOKEN_CACHE_MISSES.help())
                .register(registry);
        // New partitions appear while the pod runs; their values are read at each scrape.
        vertx.setPeriodic(0, TimeUnit.SECONDS.toMillis(5), timer -> coverPartitions(windows));
    }

    private void coverPartitions(Windows windows) {
        List<Row<?>> lags = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        for (PartitionWindow window : windows.all()) {
            Partition partition = window.partition();
            Tags tags = tags(partition);
            lags.add(Row.of(tags, tail, t -> t.lags().getOrDefault(partition, 0L)));
            ages.add(Row.of(tags, window, this::ageInSeconds));
        }
        lag.register(lags, true);
        age.register(ages, true);
        coverKnown(windows);
    }

    /** Registers gauges of all known partitions: a transaction may be open in one that is not read here. */
    private void coverKnown(Windows windows) {
        List<Row<?>> counts = new ArrayList<>();
        List<Row<?>> ages = new ArrayList<>();
        for (Partition partition : windows.known()) {
            counts.add(Row.of(tags(partition), transactions, t -> t.records(partition)));
            ages.add(Row.of(tags(partition), transactions, t -> t.age(partition).toSeconds()));
        }
        uncommitted.register(counts, true);
        uncommittedAge.register(ages, true);
    }

    private static Tags tags(Partition partition) {
        return Tags.of("topic", partition.topic().label(), "partition", Integer.toString(partition.number()));
    }

    private double ageInSeconds(PartitionWindow window) {
        long born = window.oldestBornAt();
        return born == Long.MAX_VALUE ? 0 : (clock.millis() - born) / 1000.0;
    }
}
