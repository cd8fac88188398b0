package dev.tidings.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Logouts for which this pod had no session, said once a minute. Each pod counts for itself: only when all of them say it of
 * logouts of people who were connected are names at odds, those of logout tokens and those of access tokens.
 */
final class Unmet {
    private static final Logger LOG = Logger.getLogger(Unmet.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant next = Instant.MIN;
    private int count;

    Unmet(Clock clock) {
        this.clock = clock;
    }

    void happened() {
        count++;
    }

    /** To be called now and then. */
    void tell() {
        Instant now = clock.instant();
        if (count == 0 || now.isBefore(next)) {
            return;
        }
        LOG.infof("logouts that met no session on this pod count=%d", count);
        count = 0;
        next = now.plus(PAUSE);
    }
}
