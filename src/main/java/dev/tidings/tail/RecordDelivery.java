package dev.tidings.tail;

import dev.tidings.event.Event;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Reading;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.session.Session;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Wakeups;
import dev.tidings.window.PartitionWindow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Delivers one record to its window, and collects wake-ups for the sessions that receive it. The tail's thread only.
 *
 * <p>The key decides; the value is read only if a session here wants it.
 */
final class RecordDelivery {
    /** CloudEvents' attribute before the header that tracing libraries set by themselves. */
    private static final List<String> TRACEPARENTS =
            List.of(HeaderBlock.ATTRIBUTE_PREFIX + HeaderBlock.TRACEPARENT, HeaderBlock.TRACEPARENT);

    private final SessionRegistry registry;
    private final TailMetrics metrics;
    private final Tracing tracing;
    private final RecordHead head;
    private final RejectionLog rejections = new RejectionLog();

    RecordDelivery(SessionRegistry registry, TailMetrics metrics, Tracing tracing, int maxEventSize) {
        this.registry = registry;
        this.metrics = metrics;
        this.tracing = tracing;
        this.head = new RecordHead(maxEventSize);
    }

    /** Counts the records of a poll. */
    void received(int records) {
        metrics.received(records);
    }

    /**
     * Appends a record to its window, not visible yet. A record that fails is rejected, and the partition continues.
     *
     * @param now the time of the batch, in milliseconds: records come too fast to read the clock for each
     */
    void deliver(
            ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record,
            PartitionWindow window,
            Wakeups wakeups,
            long now) {
        try {
            append(record, window, wakeups, now);
        } catch (RuntimeException | StackOverflowError e) {
            reject(window, record.offset(), Unusable.internal(e));
        }
    }

    private void append(
            ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record,
            PartitionWindow window,
            Wakeups wakeups,
            long now) {
        ByteBuffer keyBytes = record.key();
        RejectReason reason = head.whyUnusable(window.partition(), record);
        if (reason != null || keyBytes == null) {
            reject(window, record.offset(), new Unusable(reason == null ? RejectReason.NO_KEY : reason));
            return;
        }
        Collection<Session> sessions = registry.audience(window.partition().topic(), head.key());
        boolean traceable = tracing.isOn() && !sessions.isEmpty();
        Traced traced = traceable ? continueTrace(window.partition(), record.offset()) : Traced.NOT;
        ByteBuffer value = RecordHead.valueOf(record);
        window.append(record.offset(), record.timestamp(), head.key(), keyBytes, head.headers(), value, now);
        if (sessions.isEmpty()) {
            metrics.nobody();
            return;
        }
        Event event = readAppended(window, record.offset(), traced, now);
        if (event != null) {
            traced.waits(event, sessions.size());
            window.lastAppendedCollapses(head.key(), event);
            for (Session session : sessions) {
                wakeups.add(session, window, record.offset());
            }
            metrics.delivered();
        }
    }

    /** Returns the event that was appended last, or null if it is rejected or expired. */
    private @Nullable Event readAppended(PartitionWindow window, long offset, Traced traced, long now) {
        Reading reading = window.readLastAppended();
        if (!(reading instanceof Event event)) {
            Unusable why = (Unusable) reading;
            traced.rejected(why.reason());
            reject(window, offset, why);
            return null;
        }
        if (!event.dropped().isEmpty()) {
            metrics.dropped(event.dropped());
        }
        if (event.isExpiredAt(now)) {
            traced.expired();
            metrics.expired();
            return null;
        }
        return event;
    }

    /** Continues the trace of a record's header; a structured event's own {@code traceparent} stays as it is. */
    private Traced continueTrace(Partition partition, long offset) {
        for (String name : TRACEPARENTS) {
            String traceparent = head.headers().text(name);
            if (traceparent != null) {
                Traced traced = tracing.routed(traceparent, partition, offset);
                traced.continued().ifPresent(continued -> head.headers()
                        .replace(name, continued.getBytes(StandardCharsets.UTF_8)));
                return traced;
            }
        }
        return Traced.NOT;
    }

    private void reject(PartitionWindow window, long offset, Unusable why) {
        window.rejected(offset, why.reason());
        metrics.rejected(why.reason());
        rejections.log(new Position(window.partition(), offset), why);
    }

    /** Collects the wake-ups for a window's records from that offset on; the records were counted already. */
    void collect(PartitionWindow window, long from, Wakeups wakeups) {
        window.forEachKey(from, head.key(), offset -> {
            for (Session session : registry.audience(window.partition().topic(), head.key())) {
                wakeups.add(session, window, offset);
            }
        });
    }

    /** Ends a batch of records. */
    void endBatch() {
        rejections.endBatch();
    }
}
