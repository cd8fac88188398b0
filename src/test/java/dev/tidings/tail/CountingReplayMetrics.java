package dev.tidings.tail;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts replays and scans, as the metrics do. */
final class CountingReplayMetrics implements ReplayMetrics {
    final AtomicInteger requested = new AtomicInteger();
    final Map<ReplayOutcome, Integer> ended = new EnumMap<>(ReplayOutcome.class);
    int scans;
    int scanned;
    int kept;

    @Override
    public void requested() {
        requested.incrementAndGet();
    }

    @Override
    public void ended(ReplayOutcome outcome) {
        ended.merge(outcome, 1, Integer::sum);
    }

    @Override
    public void scanStarted() {
        scans++;
    }

    @Override
    public void scanned(int records, int keptOfThem) {
        scanned += records;
        kept += keptOfThem;
    }
}
