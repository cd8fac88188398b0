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
import dev.tidings.session.Watermarks;
import dev.tidings.window.PartitionWindow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Routes each record of a poll to its window and to the sessions that receive it. The tail's thread only.
 *
 * <p>The key decides; the value is read only if a session here wants it.
 */
final class RecordRouter {
    private static final Logger LOG = Logger.getLogger(RecordRouter.class);
    /** CloudEvents' attribute before the header that tracing libraries set by themselves. */
    private static final List<String> TRACEPARENTS =
            List.of(HeaderBlock.ATTRIBUTE_PREFIX + HeaderBlock.TRACEPARENT, HeaderBlock.TRACEPARENT);

    /** The maximum of log lines per poll, so that a faulty producer does not flood the log; the metrics count all. */
    private static final int LOGGED_PER_POLL = 10;

    private static final long TELL_ALL_MILLIS = 1000;

    private final SessionRegistry registry;
    private final TailMetrics metrics;
    private final Tracing tracing;
    private final Clock clock;
    private final Wakeups wakeups;
    private final RecordHead head;
    private int rejectedInPoll;
    private long toldAllAt;
    /** The time of the poll or the slice, in milliseconds: records come too fast to read the clock for each. */
    private long now;

    RecordRouter(SessionRegistry registry, TailMetrics metrics, Tracing tracing, int maxEventSize, Clock clock) {
        this.registry = registry;
        this.wakeups = new Wakeups(registry);
        this.metrics = metrics;
        this.tracing = tracing;
        this.head = new RecordHead(maxEventSize);
        this.clock = clock;
    }

    /** Returns a number that grows with each added session: unchanged, {@link #route} found all of them. */
    long registryVersion() {
        return registry.version();
    }

    void received(int records) {
        now = clock.millis();
        metrics.received(records);
    }

    /** Puts one record into its window, not visible yet; one that fails is rejected, and the partition continues. */
    void route(ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record, PartitionWindow window) {
        try {
            place(record, window);
        } catch (RuntimeException | StackOverflowError e) {
            reject(window, record.offset(), Unusable.internal(e));
        }
    }

    private void place(ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record, PartitionWindow window) {
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
        deliver(sessions, window, record.offset(), traced);
    }

    private void deliver(Collection<Session> sessions, PartitionWindow window, long offset, Traced traced) {
        Reading reading = window.readLastAppended();
        if (!(reading instanceof Event event)) {
            Unusable why = (Unusable) reading;
            traced.rejected(why.reason());
            reject(window, offset, why);
            return;
        }
        if (!event.dropped().isEmpty()) {
            metrics.dropped(event.dropped());
        }
        if (event.isExpiredAt(now)) {
            traced.expired();
            metrics.expired();
            return;
        }
        traced.waits(event, sessions.size());
        window.lastAppendedCollapses(head.key(), event);
        for (Session session : sessions) {
            wakeups.add(session, window, offset);
        }
        metrics.delivered();
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
        if (rejectedInPoll++ < LOGGED_PER_POLL) {
            LOG.warn(why.logLine(new Position(window.partition(), offset)));
        }
    }

    /**
     * Discards the poll's wake-ups, to collect them again by {@link #routeAgain}: a session was added after
     * {@link #route} had looked, and before the records were visible.
     */
    void forgetWakeups() {
        wakeups.restart();
    }

    /** Looks up the sessions of that window's records again, from that offset on; the records were counted already. */
    void routeAgain(PartitionWindow window, long from) {
        window.forEachKey(from, head.key(), offset -> {
            for (Session session : registry.audience(window.partition().topic(), head.key())) {
                wakeups.add(session, window, offset);
            }
        });
    }

    /** Wakes the sessions that have records, when all of the poll is visible; waits for loops that are behind. */
    void wake(Watermarks told) throws InterruptedException {
        if (rejectedInPoll > LOGGED_PER_POLL) {
            LOG.warnf("more records rejected count=%d", rejectedInPoll - LOGGED_PER_POLL);
        }
        rejectedInPoll = 0;
        // Now and then all loops: clients without events are sent their cursors, which move with the log.
        if (now - toldAllAt < TELL_ALL_MILLIS) {
            wakeups.submit(told);
        } else {
            toldAllAt = now;
            wakeups.submitToAll(told);
        }
        now = clock.millis();
    }
}
