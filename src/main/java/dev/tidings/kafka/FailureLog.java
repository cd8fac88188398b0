package dev.tidings.kafka;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Logs a failure that repeats: each cause once, its repetitions at DEBUG. Not thread-safe. */
public final class FailureLog {
    private final Logger log;
    private final Level level;
    private final String message;
    private String lastCause = "";

    public FailureLog(Logger log, Level level, String message) {
        this.log = log;
        this.level = level;
        this.message = message;
    }

    /** Logs a failure; returns whether its cause is another one than before. */
    public boolean log(String cause) {
        boolean changed = !cause.equals(lastCause);
        log.logf(changed ? level : Level.DEBUG, "%s cause=%s", message, cause);
        lastCause = cause;
        return changed;
    }

    /** Ends the series of failures; returns whether there was one. */
    public boolean clear() {
        boolean failed = !lastCause.isEmpty();
        lastCause = "";
        return failed;
    }
}
