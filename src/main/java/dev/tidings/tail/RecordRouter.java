package dev.tidings.tail;

import dev.tidings.event.Event;
import dev.tidings.event.HeaderBlock;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.event.Reading;
import dev.tidings.event.Reading.Unusable;
import dev.tidings.event.RejectReason;
import dev.tidings.session.PushLoop;
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
 * Takes each record of a poll to its window and to the sessions that it is for. The tail's thread only.
 *
 * <p>The key decides; the value is looked at only if somebody here wants it.
 */
final class RecordRouter {
    private static final Logger LOG = Logger.getLogger(RecordRouter.class);
    /** CloudEvents' attribute before the header that tracing libraries set by themselves. */
    private static final List<String> TRACEPARENTS =
            List.of(HeaderBlock.ATTRIBUTE_PREFIX + HeaderBlock.TRACEPARENT, HeaderBlock.TRACEPARENT);

    /** So that a producer gone wrong does not flood the log; the metrics count them all. */
    private static final int LOGGED_PER_POLL = 10;

    private static final long TELL_ALL_MILLIS = 1000;

    private final SessionRegistry registry;
    private final TailMetrics metrics;
    private final Tracing tracing;
    private final Clock clock;
    private final Wakeups wakeups = new Wakeups();
    private final RecordHead head;
    private int rejectedInPoll;
    private long toldAllAt;
    /** Of the poll or the slice: records come too fast to look at the clock for each. */
    private long now;

    RecordRouter(SessionRegistry registry, TailMetrics metrics, Tracing tracing, int maxEventSize, Clock clock) {
        this.registry = registry;
        this.metrics = metrics;
        this.tracing = tracing;
        this.head = new RecordHead(maxEventSize);
        this.clock = clock;
    }

    /** Who saw no growth of it knows that {@link #route} found all. */
    long registryVersion() {
        return registry.version();
    }

    void received(int records) {
        now = clock.millis();
        metrics.received(records);
    }

    /** Puts one record into its window, not visible yet; one that fails is rejected, and the partition goes on. */
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
        if (!event.dropped().isNone()) {
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

    /** A structured event's own {@code traceparent} stays as it is: it is inside of the value. */
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
            LOG.warn(why.told(new Position(window.partition(), offset)));
        }
    }

    /**
     * Begins the poll's wake-ups again, by {@link #routeAgain}: somebody came after {@link #route} had looked, and before
     * the records were visible.
     */
    void forgetWakeups() {
        wakeups.restart();
    }

    /** Looks again for whom that window's records are, from there on; they were counted already. */
    void routeAgain(PartitionWindow window, long from) {
        window.forEachKey(from, head.key(), offset -> {
            for (Session session : registry.audience(window.partition().topic(), head.key())) {
                wakeups.add(session, window, offset);
            }
        });
    }

    /** Wakes those for whom there is something, when all of the poll is visible; waits for loops that are behind. */
    void wake(Watermarks told) throws InterruptedException {
        if (rejectedInPoll > LOGGED_PER_POLL) {
            LOG.warnf("more records rejected count=%d", rejectedInPoll - LOGGED_PER_POLL);
        }
        rejectedInPoll = 0;
        wakeups.submit(told, loopsToTell());
        now = clock.millis();
    }

    /** Now and then all: clients for whom nothing comes are told their cursors, which move with the log. */
    private Collection<PushLoop> loopsToTell() {
        if (now - toldAllAt < TELL_ALL_MILLIS) {
            return List.of();
        }
        toldAllAt = now;
        return registry.loops();
    }
}
