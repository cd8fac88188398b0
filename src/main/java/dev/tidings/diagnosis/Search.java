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
                expected = "one that this pod reads; it has not begun to";
            } else if (position.partition().number() < count) {
                expected =
                        "one that this pod reads now, where a user with a session here lives; see tidings.tail.affinity";
            }
            return new NotHeldException("partition: " + position.partition() + " (expected: " + expected + ")");
        });
    }

    /** Returns the record at the position, which this pod must have read and still hold. */
    HeldRecord at(Position position) {
        PartitionWindow window = window(position);
        return RecordReader.at(window, position.offset())
                .orElseThrow(() -> new NotHeldException(whyNotHeld(position, window)));
    }

    private String whyNotHeld(Position position, PartitionWindow window) {
        Position start = new Position(position.partition(), window.start());
        return position.offset() < start.offset()
                ? "position: " + position + " (expected: one that this pod still holds; it reaches back to " + start
                        + ")"
                : "position: " + position
                        + " (expected: an event; no record stands there, but a transaction's marker say, or"
                        + " one that was rejected longer ago than the newest of its partition: see the log's lines 'record"
                        + " rejected')";
    }

    /** Returns all events with the id, up to {@link #MAX_FOUND}, of any source. */
    List<HeldRecord> withId(String id) {
        Scan scan = new Scan(id, clock.instant().plus(MAX_TIME));
        boolean all = true;
        for (PartitionWindow window : windows.all()) {
            all = all && RecordReader.each(window, scan::see);
        }
        if (scan.found.isEmpty()) {
            String within = all ? "" : ", which were too many to look through all of them: ask by position";
            throw new NotHeldException("id: " + id + " (expected: that of an event among the " + scan.records
                    + " records that this pod holds" + since() + within
                    + "; or a position, notifications-3@1042 say)");
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
