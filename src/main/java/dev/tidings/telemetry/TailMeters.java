package dev.tidings.telemetry;

import dev.tidings.event.Dropped;
import dev.tidings.event.RejectReason;
import dev.tidings.tail.TailMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts records by outcome; all series exist from the start, so that sums are complete. */
@Singleton
class TailMeters implements TailMetrics {
    private final LongAdder received;
    private final LongAdder delivered;
    private final LongAdder nobody;
    private final LongAdder expired;
    private final LongAdder rejected;
    private final DroppedMeters dropped;
    private final Map<RejectReason, Counter> reasons = new EnumMap<>(RejectReason.class);

    TailMeters(MeterRegistry registry, DroppedMeters dropped) {
        this.dropped = dropped;
        received = Meters.adder(registry, Metric.RECEIVED);
        delivered = Meters.adder(registry, Metric.RECORDS, "outcome", "delivered");
        nobody = Meters.adder(registry, Metric.RECORDS, "outcome", "nobody");
        expired = Meters.adder(registry, Metric.RECORDS, "outcome", "expired");
        rejected = Meters.adder(registry, Metric.RECORDS, "outcome", "rejected");
        for (RejectReason reason : RejectReason.values()) {
            reasons.put(reason, Meters.counter(registry, Metric.REJECTED, "reason", reason.label()));
        }
    }

    @Override
    public void received(int records) {
        received.add(records);
    }

    @Override
    public void delivered() {
        delivered.increment();
    }

    @Override
    public void unwanted() {
        nobody.increment();
    }

    @Override
    public void expired() {
        expired.increment();
    }

    @Override
    public void dropped(Dropped attributes) {
        dropped.inLog(attributes);
    }

    @Override
    public void rejected(RejectReason reason) {
        rejected.increment();
        Objects.requireNonNull(reasons.get(reason)).increment();
    }
}
