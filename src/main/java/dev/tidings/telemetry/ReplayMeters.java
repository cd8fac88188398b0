package dev.tidings.telemetry;

import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.tail.ReplayMetrics;
import dev.tidings.tail.ReplayOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts replays and the scans that serve them. */
@Singleton
class ReplayMeters implements ReplayMetrics {
    private final RejectedEvents rejected;
    private final Counter requested;
    private final Counter scans;
    private final Counter scanned;
    private final Counter kept;
    private final Map<ReplayOutcome, Counter> ended = new EnumMap<>(ReplayOutcome.class);

    ReplayMeters(MeterRegistry registry, RejectedEvents rejected) {
        this.rejected = rejected;
        requested = Meters.counter(registry, Metric.REPLAY_REQUESTED);
        scans = Meters.counter(registry, Metric.REPLAY_SCANS);
        scanned = Meters.counter(registry, Metric.REPLAY_SCANNED);
        kept = Meters.counter(registry, Metric.REPLAY_KEPT);
        for (ReplayOutcome outcome : ReplayOutcome.values()) {
            ended.put(outcome, Meters.counter(registry, Metric.REPLAY_ENDED, "outcome", outcome.label()));
        }
    }

    @Override
    public void requested() {
        requested.increment();
    }

    @Override
    public void ended(ReplayOutcome outcome) {
        Objects.requireNonNull(ended.get(outcome)).increment();
    }

    @Override
    public void scanStarted() {
        scans.increment();
    }

    @Override
    public void rejected(Position position, Unusable why) {
        rejected.add(position, why);
    }

    @Override
    public void scanned(int records, int keptOfThem) {
        scanned.increment(records);
        kept.increment(keptOfThem);
    }
}
