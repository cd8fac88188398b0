package dev.tidings.intake;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Writes events that have waited for their recipients' turn. */
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

    /** Those whose turn it is. */
    void due(long now) {
        write(limiter.due(now));
    }

    /** All, since their recipients are other pods' from now on; where that fails they wait on. */
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
            // Rather lost, as what was suppressed may be, than written twice.
            limiter.settle();
            throw e;
        }
        limiter.settle();
        Map<String, Long> routes = events.stream()
                .collect(Collectors.groupingBy(each -> each.recipient().route(), Collectors.counting()));
        routes.forEach((route, count) -> metrics.released(route, count.intValue()));
    }
}
