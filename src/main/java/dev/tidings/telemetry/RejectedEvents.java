package dev.tidings.telemetry;

import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Counts all records that only sessions and replays found unusable, and logs some of them. Any thread. */
@Singleton
class RejectedEvents {
    private static final Logger LOG = Logger.getLogger(RejectedEvents.class);

    private final Map<RejectReason, Counter> reasons = new EnumMap<>(RejectReason.class);
    private final LogLimit limit;

    RejectedEvents(MeterRegistry registry, Clock clock) {
        limit = new LogLimit(clock);
        for (RejectReason reason : RejectReason.values()) {
            reasons.put(reason, Meters.counter(registry, Metric.LEFT_OUT, "reason", reason.label()));
        }
    }

    void add(Position position, Unusable why) {
        Objects.requireNonNull(reasons.get(why.reason())).increment();
        if (limit.allows()) {
            LOG.warn(why.logLine(position));
        }
    }
}
