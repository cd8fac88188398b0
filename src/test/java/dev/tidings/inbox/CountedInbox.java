package dev.tidings.inbox;

import dev.tidings.event.RejectReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What was counted, by its name. */
final class CountedInbox implements InboxMetrics {
    final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    final Map<UnfitReason, Integer> unfit = new EnumMap<>(UnfitReason.class);
    int repeated;
    int batches;
    int retried;
    long removedRows;
    int removedPartitions;

    @Override
    public void projected(Outcome outcome, int records) {
        outcomes.merge(outcome, records, Integer::sum);
    }

    @Override
    public void repeated(int events) {
        repeated += events;
    }

    @Override
    public void rejected(RejectReason reason) {}

    @Override
    public void rejected(UnfitReason reason) {
        unfit.merge(reason, 1, Integer::sum);
    }

    @Override
    public void written(Duration time) {
        batches++;
    }

    @Override
    public void retried() {
        retried++;
    }

    @Override
    public void removed(long rows, int partitions) {
        removedRows += rows;
        removedPartitions += partitions;
    }
}
