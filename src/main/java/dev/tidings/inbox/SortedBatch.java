package dev.tidings.inbox;

import dev.tidings.event.Partition;
import dev.tidings.inbox.InboxMetrics.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The records of one batch, sorted by what becomes of them. */
final class SortedBatch {
    private final List<InboxRow> rows = new ArrayList<>();
    private final List<Projected.Change> changes = new ArrayList<>();
    private final List<BatchEnd> ends = new ArrayList<>();
    private final Map<Partition, Stretch> stretches = new HashMap<>();
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    /** The records of one partition: the first one's offset, and the last one's timestamp. */
    record Stretch(Placement placement, long firstRecord, long newest) {}

    void add(InboxRow row) {
        rows.add(row);
        count(row.isAnnouncement() ? Outcome.ANNOUNCEMENT : Outcome.ITEM);
    }

    void add(Projected.Change change) {
        changes.add(change);
        count(Outcome.STATE);
    }

    void count(Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** Ends the records of a partition. */
    void end(Stretch stretch, BatchEnd end) {
        ends.add(end);
        stretches.put(stretch.placement().partition(), stretch);
    }

    /** Returns what is to be written in one statement. */
    ProjectionBatch batch() {
        return new ProjectionBatch(rows, ends);
    }

    List<Projected.Change> changes() {
        return changes;
    }

    Map<Partition, Stretch> stretches() {
        return stretches;
    }

    Map<Outcome, Integer> outcomes() {
        return outcomes;
    }
}
