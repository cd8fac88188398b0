package dev.tidings.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Logs once a minute the logouts for which this pod had no session. Each pod counts for itself. Names in logout tokens
 * and access tokens differ only if all pods log it for users who were connected.
 */
final class UnmatchedLogouts {
    private static final Logger LOG = Logger.getLogger(UnmatchedLogouts.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant next = Instant.MIN;
    private int count;

    UnmatchedLogouts(Clock clock) {
        this.clock = clock;
    }

    void record() {
        count++;
    }

    /** Logs the count when due. Called periodically. */
    void logIfDue() {
        Instant now = clock.instant();
        if (count == 0 || now.isBefore(next)) {
            return;
        }
        LOG.infof("logouts that met no session on this pod count=%d", count);
        count = 0;
        next = now.plus(PAUSE);
    }
}
