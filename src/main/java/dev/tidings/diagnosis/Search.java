package dev.tidings.diagnosis;

import dev.tidings.event.Event;
import dev.tidings.event.Headline;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Topic;
import dev.tidings.window.HeldRecord;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.RecordReader;
import dev.tidings.window.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds records in the windows: by position directly, by an event's id with a scan. */
final class Search {
    static final Duration MAX_TIME = Duration.ofSeconds(2);
    static final int MAX_RECORDS = 2_000_000;
    static final int MAX_FOUND = 10;

    private final Windows windows;
    private final Clock clock;

    Search(Windows windows, Clock clock) {
        this.windows = windows;
        this.clock = clock;
    }

    PartitionWindow window(Position position) {
        return windows.of(position.partition()).orElseThrow(() -> {
            Topic topic = position.partition().topic();
            int count = windows.partitionsOf(topic);
            String expected = new Partition(topic, 0) + " to " + new Partition(topic, Math.max(0, count - 1));
            if (count == 0) {
                expected = "one that this pod reads; it reads none yet";
            } else if (position.partition().number() < count) {
                expected = "one that this pod reads; with tidings.tail.affinity, only those of its sessions' users";
            }
            return new NotHeldException("partition: " + position.partition() + " (expected: " + expected + ")");
        });
    }

    /** Returns the record at the position, which this pod must have read and still hold. */
    HeldRecord at(Position position) {
        PartitionWindow window = window(position);
        return RecordReader.at(window, position.offset())
                .orElseThrow(() -> new NotHeldException(explainAbsence(position, window)));
    }

    private String explainAbsence(Position position, PartitionWindow window) {
        Position start = new Position(position.partition(), window.start());
        return position.offset() < start.offset()
                ? "position: " + position + " (expected: at least " + start + ", the oldest that this pod holds)"
                : "position: " + position
                        + " (expected: an event; there is no record, such as at a transaction's marker, or its rejection is"
                        + " no longer remembered: see the log lines 'record rejected')";
    }

    /** Returns all events with the id, up to {@link #MAX_FOUND}, of any source. */
    List<HeldRecord> withId(String id) {
        Scan scan = new Scan(id, clock.instant().plus(MAX_TIME));
        boolean all = true;
        for (PartitionWindow window : windows.all()) {
            all = all && RecordReader.each(window, scan::see);
        }
        if (scan.found.isEmpty()) {
            String within = all ? "" : ", too many to search all of them";
            throw new NotHeldException("id: " + id + " (expected: the id of an event among the " + scan.records
                    + " records that this pod holds" + since() + within
                    + "; or a position, such as notifications-3@1042)");
        }
        return scan.found;
    }

    private String since() {
        long oldest = windows.all().stream()
                .mapToLong(PartitionWindow::oldestBornAt)
                .min()
                .orElse(Long.MAX_VALUE);
        return oldest == Long.MAX_VALUE ? "" : ", read since " + Instant.ofEpochMilli(oldest);
    }

    private final class Scan {
        private final String id;
        private final Instant until;
        private final List<HeldRecord> found = new ArrayList<>();
        private int records;

        Scan(String id, Instant until) {
            this.id = id;
            this.until = until;
        }

        boolean see(HeldRecord record) {
            if (record.reading() instanceof Event event
                    && Headline.of(event).id().equals(id)) {
                found.add(record);
            }
            records++;
            return found.size() < MAX_FOUND
                    && records < MAX_RECORDS
                    && (records % 1000 != 0 || clock.instant().isBefore(until));
        }
    }
}
