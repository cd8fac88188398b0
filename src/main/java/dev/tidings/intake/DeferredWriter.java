package dev.tidings.intake;

import dev.tidings.intake.limit.DeferredEvent;
import dev.tidings.intake.limit.Limiter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Writes events that were deferred by a recipient's limit. */
final class DeferredWriter {
    private static final Logger LOG = Logger.getLogger(DeferredWriter.class);

    private final Limiter limiter;
    private final TransactionalWriter outlet;
    private final IntakeMetrics metrics;

    DeferredWriter(Limiter limiter, TransactionalWriter outlet, IntakeMetrics metrics) {
        this.limiter = limiter;
        this.outlet = outlet;
        this.metrics = metrics;
    }

    /** Writes the events that are due. */
    void due(long now) {
        write(limiter.due(now));
    }

    /** Writes all events, since their recipients move to other pods; if that fails, they stay deferred. */
    void all() {
        if (limiter.waiting() == 0) {
            return;
        }
        try {
            write(limiter.all());
        } catch (NotWrittenException e) {
            LOG.warnf("events that wait for their turn are not written events=%d cause=%s", limiter.waiting(), e);
        }
    }

    private void write(List<DeferredEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            outlet.write(events);
        } catch (NotWrittenException e) {
            if (e.isCertain()) {
                limiter.undo();
                throw e;
            }
            // A loss is allowed, as for any suppressed event; a second copy is not.
            limiter.settle();
            throw e;
        }
        limiter.settle();
        Map<String, Long> routes = events.stream()
                .collect(Collectors.groupingBy(each -> each.recipient().route(), Collectors.counting()));
        routes.forEach((route, count) -> metrics.released(route, count.intValue()));
    }
}
