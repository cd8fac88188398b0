package dev.tidings.inbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that are written together, and how far they bring their partitions.
 *
 * @param rows the rows; those of a partition by their offsets
 */
record ProjectionBatch(List<InboxRow> rows, List<BatchEnd> ends) {
    ProjectionBatch {
        rows = List.copyOf(rows);
        ends = List.copyOf(ends);
    }

    long bytes() {
        return rows.stream().mapToLong(row -> row.event().length).sum();
    }

    /** Returns the batch as two: the first brings each partition up to the first row that it leaves to the second. */
    List<ProjectionBatch> halves() {
        List<InboxRow> firstRows = rows.subList(0, rows.size() / 2);
        List<InboxRow> secondRows = rows.subList(rows.size() / 2, rows.size());
        Map<Integer, Long> left = new HashMap<>();
        secondRows.forEach(row -> left.putIfAbsent(row.part(), Generation.offset(row.pos())));
        List<BatchEnd> firstEnds = new ArrayList<>();
        List<BatchEnd> secondEnds = new ArrayList<>();
        for (BatchEnd end : ends) {
            long until = left.getOrDefault(end.part(), end.next());
            firstEnds.add(end.until(until));
            secondEnds.add(new BatchEnd(end.part(), end.generation(), until, end.next()));
        }
        return List.of(new ProjectionBatch(firstRows, firstEnds), new ProjectionBatch(secondRows, secondEnds));
    }

    /** Returns the batch without its rows: its partitions move on all the same. */
    ProjectionBatch withoutRows() {
        return new ProjectionBatch(List.of(), ends);
    }
}
