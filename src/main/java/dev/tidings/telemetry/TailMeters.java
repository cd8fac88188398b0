package dev.tidings.telemetry;

import dev.tidings.event.RejectReason;
import dev.tidings.tail.TailMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts records by outcome; all series are there from the start, so that sums never miss one. */
@Singleton
class TailMeters implements TailMetrics {
    private final Counter received;
    private final Counter delivered;
    private final Counter nobody;
    private final Counter expired;
    private final Counter rejected;
    private final Map<RejectReason, Counter> reasons = new EnumMap<>(RejectReason.class);

    TailMeters(MeterRegistry registry) {
        received = Meters.counter(registry, Metric.RECEIVED);
        delivered = Meters.counter(registry, Metric.RECORDS, "outcome", "delivered");
        nobody = Meters.counter(registry, Metric.RECORDS, "outcome", "nobody");
        expired = Meters.counter(registry, Metric.RECORDS, "outcome", "expired");
        rejected = Meters.counter(registry, Metric.RECORDS, "outcome", "rejected");
        for (RejectReason reason : RejectReason.values()) {
            reasons.put(reason, Meters.counter(registry, Metric.REJECTED, "reason", reason.label()));
        }
    }

    @Override
    public void received(int records) {
        received.increment(records);
    }

    @Override
    public void delivered() {
        delivered.increment();
    }

    @Override
    public void nobody() {
        nobody.increment();
    }

    @Override
    public void expired() {
        expired.increment();
    }

    @Override
    public void rejected(RejectReason reason) {
        rejected.increment();
        Objects.requireNonNull(reasons.get(reason)).increment();
    }
}
