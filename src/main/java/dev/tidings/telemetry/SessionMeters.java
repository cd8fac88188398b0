package dev.tidings.telemetry;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.event.Fault;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.GapReason;
import dev.tidings.session.SessionMetrics;
import dev.tidings.telemetry.TracedRecord.Fate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Counts the events, beginnings and ends of sessions. */
@Singleton
class SessionMeters implements SessionMetrics {
    private static final Logger LOG = Logger.getLogger(SessionMeters.class);

    private final Clock clock;
    private final OpenTraces traces;
    private final RejectedEvents rejected;
    private final LogLimit faults;
    private final Counter resumed;
    private final LongAdder misplaced;
    private final LongAdder sent;
    private final LongAdder sentBytes;
    private final LongAdder expired;
    private final LongAdder collapsed;
    private final LongAdder acknowledged;
    private final DeliveryHistogram delivery = new DeliveryHistogram();
    private final Map<GapReason, Counter> gaps = new EnumMap<>(GapReason.class);
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);

    SessionMeters(
            MeterRegistry registry,
            CollectorRegistry prometheus,
            Clock clock,
            OpenTraces traces,
            RejectedEvents rejected) {
        this.clock = clock;
        this.traces = traces;
        this.rejected = rejected;
        this.faults = new LogLimit(clock);
        resumed = Meters.counter(registry, Metric.OPENED, "start", "resumed");
        misplaced = Meters.adder(registry, Metric.MISPLACED);
        sent = Meters.adder(registry, Metric.SENT);
        sentBytes = Meters.adder(registry, Metric.SENT_BYTES);
        expired = Meters.adder(registry, Metric.EXPIRED);
        collapsed = Meters.adder(registry, Metric.COLLAPSED);
        acknowledged = Meters.adder(registry, Metric.ACKNOWLEDGED);
        prometheus.register(delivery);
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
        if (faults.allows()) {
            // Logs no message, since it may hold content of an event.
            LOG.errorf("internal fault in a session fault=%s", Fault.of(failure));
        }
    }

    @Override
    public void rejected(Position position, Unusable why) {
        rejected.add(position, why);
    }

    @Override
    public void misplaced() {
        misplaced.increment();
    }

    @Override
    public void written(Frames frames) {
        sent.add(frames.count());
        sentBytes.add(frames.bytes());
        delivery.record(frames, clock.millis());
        traces.written(frames);
    }

    @Override
    public void acknowledged(Cursor cursor) {
        acknowledged.increment();
    }

    @Override
    public void expired(Event event) {
        expired.increment();
        traces.settled(event, Fate.EXPIRED);
    }

    @Override
    public void collapsed(Event event) {
        collapsed.increment();
        traces.settled(event, Fate.COLLAPSED);
    }
}
