package dev.tidings.tail;

import java.util.Locale;

/** The outcome of a session's part in a scan. */
public enum ReplayOutcome {
    /** The scan has reached the records that the window holds. */
    REACHED_WINDOW,
    /** The session read too slowly, and others waited. */
    LEFT_BEHIND,
    /** The scan has exceeded its limits. */
    OVER_LIMIT,
    /** The records, or the whole log, are no longer there. */
    LOG_GONE,
    /** The session ended by itself. */
    SESSION_CLOSED;

    /** Returns the name of the outcome in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
