package dev.tidings.tail;

import dev.tidings.event.DropReason;
import dev.tidings.event.Dropped;
import dev.tidings.event.RejectReason;
import java.util.EnumMap;
import java.util.Map;

/** Counts the outcomes of records, as the metrics do. */
final class CountingTailMetrics implements TailMetrics {
    int received;
    int delivered;
    int nobody;
    int expired;
    /** Runs when nobody was found for a record, and before the record is visible. */
    Runnable onNobody = () -> {};

    final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
    final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

    @Override
    public void received(int records) {
        received += records;
    }

    @Override
    public void delivered() {
        delivered++;
    }

    @Override
    public void nobody() {
        nobody++;
        onNobody.run();
    }

    @Override
    public void expired() {
        expired++;
    }

    @Override
    public void dropped(Dropped attributes) {
        attributes.forEach((reason, count) -> dropped.merge(reason, count, Integer::sum));
    }

    @Override
    public void rejected(RejectReason reason) {
        rejected.merge(reason, 1, Integer::sum);
    }
}
