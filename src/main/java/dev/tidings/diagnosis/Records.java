package dev.tidings.diagnosis;

import dev.tidings.event.Event;
import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.session.HomePartitions;
import dev.tidings.session.Progress;
import dev.tidings.tail.TailThread;
import dev.tidings.window.HeldRecord;
import dev.tidings.window.PartitionWindow;
import dev.tidings.window.Windows;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives access to the records that this pod has read, and to facts about them that are not in the record. */
final class Records {
    private final TailThread tail;
    private final Windows windows;
    private final HomePartitions homes;
    private final Clock clock;
    private final Search search;

    Records(TailThread tail, Windows windows, HomePartitions homes, Clock clock) {
        this.tail = tail;
        this.windows = windows;
        this.homes = homes;
        this.clock = clock;
        this.search = new Search(windows, clock);
    }

    /** Returns the records that match the query, at least one. */
    List<HeldRecord> of(EventQuery asked) {
        return asked instanceof EventQuery.At at
                ? List.of(search.at(at.position()))
                : search.withId(((EventQuery.Id) asked).id());
    }

    /** Returns why the windows cannot hold an event at the position, as far as it is known, or null if they may. */
    @Nullable
    EventAnswer explainAbsence(Position position) {
        PartitionWindow window = search.window(position);
        RejectReason reason = window.rejection(position.offset());
        if (reason != null) {
            return rejected(position, reason);
        }
        return position.offset() < window.end() ? null : notYetRead(position, window.end());
    }

    private EventAnswer notYetRead(Position position, long end) {
        Position read = new Position(position.partition(), end);
        long lag = tail.lags().getOrDefault(position.partition(), 0L);
        if (position.offset() >= end + lag) {
            throw new NotHeldException("position: " + position + " (expected: before "
                    + new Position(position.partition(), end + lag) + ", the end of the log that this pod knows)");
        }
        return new EventAnswer(
                position.toString(),
                DeliveryOutcome.NOT_YET_READ,
                "this pod has read up to " + read + ", and is " + lag + " records behind the log: " + tail.status());
    }

    EventAnswer rejected(HeldRecord record) {
        return rejected(record.position(), ((Unusable) record.reading()).reason());
    }

    private static EventAnswer rejected(Position position, RejectReason reason) {
        return new EventAnswer(
                position.toString(), DeliveryOutcome.REJECTED, "the record cannot be delivered: " + reason.label());
    }

    /** Returns the occurrence of an event, or null if the record is not an event. */
    @Nullable
    Occurrence occurrence(HeldRecord record) {
        if (!(record.reading() instanceof Event event)) {
            return null;
        }
        Position at = record.position();
        boolean misplaced = !homes.of(
                        record.audience(), windows.partitionsOf(at.partition().topic()))
                .contains(at.partition());
        boolean replaced = search.window(at).isReplaced(record.audience().key(), event, at.offset(), clock.millis());
        return new Occurrence(record, event, windows.journal().read(at, clock.instant()), misplaced, replaced);
    }

    /** Returns whether the positions are of this log. A session that had not begun has none. */
    boolean isOfThisLog(Progress progress) {
        return progress.places().isEmpty() || progress.epoch() == windows.epoch();
    }

    Instant now() {
        return clock.instant();
    }
}
