package dev.tidings.inbox;

import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Logs a failure that repeats: once a minute while it has the same cause, and once when it is over. Any thread. */
final class OutageLog {
    private static final Logger LOG = Logger.getLogger("dev.tidings.inbox");
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Clock clock;
    private String last = "";
    private long lastAt;

    OutageLog(Clock clock) {
        this.clock = clock;
    }

    synchronized void failed(String sentence) {
        long now = clock.millis();
        boolean due = !sentence.equals(last) || now - lastAt >= INTERVAL.toMillis();
        LOG.logf(due ? Level.WARN : Level.DEBUG, "%s", sentence);
        if (due) {
            last = sentence;
            lastAt = now;
        }
    }

    synchronized void over(String sentence) {
        if (!last.isEmpty()) {
            LOG.infof("%s", sentence);
            last = "";
        }
    }
}
