package dev.tidings.telemetry;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.GapReason;
import dev.tidings.session.SessionMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts what sessions do. */
@Singleton
class SessionMeters implements SessionMetrics {
    private static final Logger LOG = Logger.getLogger(SessionMeters.class);
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final Clock clock;
    private final Counter resumed;
    private final Counter misplaced;
    private final Counter sent;
    private final Counter sentBytes;
    private final Counter expired;
    private final Counter collapsed;
    private final Counter acknowledged;
    private final Timer delivery;
    private final Map<GapReason, Counter> gaps = new EnumMap<>(GapReason.class);
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);

    SessionMeters(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        resumed = Meters.counter(registry, Metric.OPENED, "start", "resumed");
        misplaced = Meters.counter(registry, Metric.MISPLACED);
        sent = Meters.counter(registry, Metric.SENT);
        sentBytes = Meters.counter(registry, Metric.SENT_BYTES);
        expired = Meters.counter(registry, Metric.EXPIRED);
        collapsed = Meters.counter(registry, Metric.COLLAPSED);
        acknowledged = Meters.counter(registry, Metric.ACKNOWLEDGED);
        delivery = Timer.builder(Metric.DELIVERY.meter())
                .description(Metric.DELIVERY.help())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (GapReason reason : GapReason.values()) {
            gaps.put(reason, Meters.counter(registry, Metric.OPENED, "start", reason.label()));
        }
        for (CloseReason reason : CloseReason.values()) {
            closed.put(reason, Meters.counter(registry, Metric.CLOSED, "reason", reason.label()));
        }
    }

    @Override
    public void opened(@Nullable GapReason gap) {
        (gap == null ? resumed : Objects.requireNonNull(gaps.get(gap))).increment();
    }

    @Override
    public void closed(CloseReason reason) {
        Objects.requireNonNull(closed.get(reason)).increment();
    }

    @Override
    public void failed(RuntimeException failure) {
        LOG.error("session closed for a fault of our own", failure);
    }

    @Override
    public void misplaced() {
        misplaced.increment();
    }

    @Override
    public void written(Frames frames) {
        sent.increment(frames.count());
        sentBytes.increment(frames.bytes());
        long now = clock.millis();
        for (int i = 0; i < frames.count(); i++) {
            delivery.record(Math.max(0, now - frames.event(i).timestamp()), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void acknowledged(Cursor cursor) {
        acknowledged.increment();
    }

    @Override
    public void expired(Event event) {
        expired.increment();
    }

    @Override
    public void collapsed(Event event) {
        collapsed.increment();
    }
}
