package dev.tidings.intake;

import dev.tidings.intake.limit.DeferredEvent;
import dev.tidings.intake.limit.Limiter;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Writes events that were deferred by a recipient's limit. */
final class DeferredWriter {
    private static final Logger LOG = Logger.getLogger(DeferredWriter.class);
    private static final long PAUSE_MILLIS = 100;

    private final Limiter limiter;
    private final Supplier<UnitOfWork> works;
    private long nextWrite;

    DeferredWriter(Limiter limiter, Supplier<UnitOfWork> works) {
        this.limiter = limiter;
        this.works = works;
    }

    /** Writes the events that are due; does nothing if it has been called just before. */
    void writeDue(long now) {
        if (limiter.waiting() > 0 && now >= nextWrite) {
            nextWrite = now + PAUSE_MILLIS;
            write(limiter.due(now));
        }
    }

    /** Writes all events; if that fails, they stay deferred. */
    void writeAll() {
        if (limiter.waiting() == 0) {
            return;
        }
        try {
            write(limiter.all());
        } catch (NotWrittenException e) {
            LOG.warnf("deferred events could not be written events=%d cause=%s", limiter.waiting(), e);
        }
    }

    private void write(List<DeferredEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        UnitOfWork work = works.get();
        events.forEach(work.batch()::add);
        try {
            work.commit(null);
        } catch (NotWrittenException e) {
            if (e.isCertain()) {
                work.rollback();
            } else {
                // A loss is allowed, as for any suppressed event; a second copy is not.
                work.abandon();
            }
            throw e;
        }
    }
}
