package dev.tidings.telemetry;

import dev.tidings.event.Event;
import dev.tidings.session.Frames;
import dev.tidings.telemetry.TracedRecord.Fate;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The traced records on their way to sockets, by the event that all of their sessions write. Any thread.
 *
 * <p>Nearly always there is none; then a write makes one check, and an event makes none.
 */
@Singleton
class OpenTraces {
    static final int MOST = 1_000;
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final Map<Event, TracedRecord> open = new ConcurrentHashMap<>();
    private final Clock clock;
    private final LongAdder cut;

    OpenTraces(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        this.cut = Meters.adder(registry, Metric.TRACES_CUT);
    }

    Instant now() {
        return clock.instant();
    }

    /** Adds a record, before any session is woken for it. */
    void add(Event event, TracedRecord record) {
        if (open.size() < MOST) {
            open.put(event, record);
        } else {
            cut(record);
        }
    }

    void written(Frames frames) {
        if (open.isEmpty()) {
            return;
        }
        for (int i = 0; i < frames.count(); i++) {
            settled(frames.event(i), Fate.WRITTEN);
        }
    }

    /** Settles the event for one of its sessions. */
    void settled(Event event, Fate fate) {
        TracedRecord record = open.get(event);
        if (record != null && record.settle(fate)) {
            open.remove(event);
            record.end();
        }
    }

    /** Ends the spans of records that wait for too long; called periodically. */
    void sweep() {
        Instant longAgo = now().minus(LONGEST);
        open.forEach((event, record) -> {
            if (record.begun().isBefore(longAgo) && open.remove(event, record)) {
                cut(record);
            }
        });
    }

    private void cut(TracedRecord record) {
        cut.increment();
        record.end();
    }
}
