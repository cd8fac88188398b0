package dev.tidings.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Determines which partitions of {@code inbox_item} are to be created, and which to be dropped. */
record PartitionPlan(List<Bounds> create, List<Bounds> drop) {
    /** Spans that are there before they begin, so that a pod that fails to create one has time. */
    private static final int AHEAD = 2;

    /**
     * The days that a partition covers.
     *
     * @param end the day after the last one
     */
    record Bounds(LocalDate begin, LocalDate end) {
        private boolean overlaps(Bounds other) {
            return begin.isBefore(other.end) && other.begin.isBefore(end);
        }

        /** Returns the partition's name. */
        String table() {
            return "inbox_item_" + begin.toString().replace("-", "");
        }
    }

    PartitionPlan {
        create = List.copyOf(create);
        drop = List.copyOf(drop);
    }

    static PartitionPlan of(List<Bounds> existing, Duration retention, Instant now) {
        LocalDate oldest = now.minus(retention).atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        PartitionSpan span = PartitionSpan.of(retention);
        List<Bounds> drop =
                existing.stream().filter(each -> !each.end().isAfter(oldest)).toList();
        List<Bounds> create = new ArrayList<>();
        int ahead = 0;
        for (LocalDate begin = span.start(oldest); ahead <= AHEAD; begin = span.next(begin)) {
            create.addAll(uncovered(new Bounds(begin, span.next(begin)), existing));
            if (span.next(begin).isAfter(today)) {
                ahead++;
            }
        }
        return new PartitionPlan(create, drop);
    }

    /** Returns what no partition covers of a span: all or nothing of it, unless another retention had other spans. */
    private static List<Bounds> uncovered(Bounds wanted, List<Bounds> existing) {
        List<Bounds> uncovered = new ArrayList<>();
        LocalDate begin = wanted.begin();
        List<Bounds> overlapping = existing.stream()
                .filter(wanted::overlaps)
                .sorted((a, b) -> a.begin().compareTo(b.begin()))
                .toList();
        for (Bounds each : overlapping) {
            if (begin.isBefore(each.begin())) {
                uncovered.add(new Bounds(begin, each.begin()));
            }
            begin = each.end().isAfter(begin) ? each.end() : begin;
        }
        if (begin.isBefore(wanted.end())) {
            uncovered.add(new Bounds(begin, wanted.end()));
        }
        return uncovered;
    }
}
