package dev.tidings.tail;

import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;
import org.jboss.logging.Logger;

/** Logs the first rejected records of each batch, so that a faulty producer does not flood the log. */
final class RejectionLog {
    private static final Logger LOG = Logger.getLogger(RejectionLog.class);
    private static final int LOGGED_PER_BATCH = 10;

    private int rejected;

    void log(Position position, Unusable why) {
        if (rejected++ < LOGGED_PER_BATCH) {
            LOG.warn(why.logLine(position));
        }
    }

    /** Ends a batch, and logs how many rejections of it were not logged. */
    void endBatch() {
        if (rejected > LOGGED_PER_BATCH) {
            LOG.warnf("more records rejected count=%d", rejected - LOGGED_PER_BATCH);
        }
        rejected = 0;
    }
}
