package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.event.TopicsConfig;
import dev.tidings.session.LogConfig;
import dev.tidings.session.LogExtent;
import dev.tidings.session.PartitionInterest;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Sessions;
import dev.tidings.window.WindowConfig;
import dev.tidings.window.Windows;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Creates the tail from its parts, and starts it when everything else is there. */
class TailAssembly {
    private static final Logger LOG = Logger.getLogger(TailAssembly.class);

    @Produces
    @Singleton
    LogAdmin admin(KafkaSettings settings, TopicsConfig topics) {
        return new LogAdmin(() -> Admin.create(settings.admin()), topics);
    }

    void close(@Disposes LogAdmin admin) {
        admin.close();
    }

    @Produces
    @Singleton
    LogExtents extents(LogAdmin admin, Windows windows, LayoutRefresh layout) {
        return new LogExtents(
                () -> {
                    List<Partition> partitions = windows.known();
                    return admin.begins(partitions).thenCombine(admin.ends(partitions), LogExtent::new);
                },
                layout);
    }

    @Produces
    @Singleton
    ReplayThread replays(
            KafkaSettings settings, TopicsConfig topics, ReplayRun run, ReplayMetrics metrics, Clock clock) {
        return new ReplayThread(
                () -> new KafkaConsumer<>(
                        settings.replayConsumer(),
                        new LogKeyDeserializer(topics.announcements()),
                        new ByteBufferDeserializer()),
                run,
                metrics,
                clock);
    }

    void close(@Disposes ReplayThread replays) {
        replays.close();
    }

    @Produces
    @Singleton
    ReplayRun replayRun(LogAdmin admin, Windows windows, ReplayConfig config, TailConfig tail, ReplayMetrics metrics) {
        ReplayLimits limits = new ReplayLimits(
                config.maxScanBytes(), config.maxScanTime(), config.bufferBytes(), config.gather(), config.patience());
        return new ReplayRun(admin::topicPartition, windows, limits, metrics, new RecordHead(tail.maxEventSize()));
    }

    @Produces
    @Singleton
    TailThread tail(TailRuns runs, Sessions sessions, Windows windows, Clock clock) {
        return new TailThread(runs, sessions, windows, clock);
    }

    /** Gives each run a consumer of its own, so that a broken one is discarded. */
    @Produces
    @Singleton
    TailRuns runs(LogAdmin admin, Loops loops, Coverages coverages, Windows windows, TailRun.Timing timing) {
        return () -> {
            TailLoop loop = loops.get();
            return new TailRun(admin, loop, coverages.of(loop), windows, timing);
        };
    }

    @Produces
    @Singleton
    Loops loops(KafkaSettings settings, TopicsConfig topics, Windows windows, Routers routers) {
        return () -> {
            KafkaConsumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer = new KafkaConsumer<>(
                    settings.consumer(), new LogKeyDeserializer(topics.announcements()), new ByteBufferDeserializer());
            AssignedWindows assigned = new AssignedWindows();
            return new TailLoop(consumer, windows, assigned, routers.of(assigned), BacklogHold.DEFAULT);
        };
    }

    @Produces
    @Singleton
    Coverages coverages(LogAdmin admin, PartitionDemand demand, TailConfig config, Clock clock) {
        return config.affinity()
                ? loop -> new AffineCoverage(admin::topicPartition, admin::ends, loop, demand, clock)
                : loop -> new FullCoverage();
    }

    @Produces
    @Singleton
    @Typed(PartitionDemand.class)
    PartitionDemand demand(Windows windows, TailConfig config, Clock clock) {
        return new PartitionDemand(windows, config.affinityLinger(), PartitionDemand.PATIENCE, clock);
    }

    @Produces
    @Singleton
    PartitionInterest interests(PartitionDemand demand, TailConfig config) {
        return config.affinity() ? demand : PartitionInterest.NONE;
    }

    /** Creates a run over the log. */
    interface TailRuns extends Supplier<TailRun> {}

    /** Creates a run's loop, with a consumer of its own. */
    interface Loops extends Supplier<TailLoop> {}

    /** Creates a run's router to the windows that it reads. */
    interface Routers {
        RecordRouter of(AssignedWindows assigned);
    }

    /** Decides which partitions a run reads. */
    interface Coverages {
        Coverage of(TailLoop loop);
    }

    void close(@Disposes TailThread tail) {
        tail.close();
    }

    /** Checks the settings early, before anything else fails because of them. */
    void check(@Observes @Priority(1) StartupEvent start, KafkaSettings settings) {
        if (LaunchMode.current() == LaunchMode.NORMAL
                && settings.bootstrapServers().isBlank()) {
            throw new ConfigurationException(
                    "Tidings does not start: KAFKA_BOOTSTRAP_SERVERS is missing (expected: host:port of a Kafka broker)");
        }
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            settings.check();
        }
    }

    /** Starts the tail late, so that the broker in development is up. */
    void start(
            @Observes @Priority(5000) StartupEvent start,
            TailThread tail,
            ReplayThread replays,
            TailConfig config,
            LogConfig log) {
        if (config.affinity() && log.partitioners().size() > 1) {
            LOG.warnf(
                    "tidings.tail.affinity is on, but each user has several home partitions, so pods read nearly all:"
                            + " tidings.log.partitioners=%s (expected: one)",
                    log.partitioners());
        }
        tail.start();
        replays.start();
    }

    @Produces
    @Singleton
    RecordDelivery delivery(SessionRegistry registry, TailMetrics metrics, Tracing tracing, TailConfig config) {
        return new RecordDelivery(registry, metrics, tracing, config.maxEventSize());
    }

    @Produces
    @Singleton
    Routers routers(Windows windows, RecordDelivery delivery, SessionRegistry registry, Clock clock) {
        return assigned -> new RecordRouter(assigned, windows, delivery, registry, clock);
    }

    @Produces
    @Singleton
    LayoutRefresh layoutRefresh() {
        return new LayoutRefresh();
    }

    @Produces
    @Singleton
    Uncommitted uncommitted(Clock clock) {
        return new Uncommitted(clock);
    }

    @Produces
    @Singleton
    TailRun.Timing timing(
            TailConfig config, WindowConfig window, Clock clock, LayoutRefresh layout, Uncommitted uncommitted) {
        return new TailRun.Timing(
                clock,
                window.maxAge(),
                config.refreshInterval(),
                config.brokerGrace(),
                config.fetchMaxWait(),
                layout,
                uncommitted);
    }
}
