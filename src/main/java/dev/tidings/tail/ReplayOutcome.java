package dev.tidings.tail;

import java.util.Locale;

/** How a session's part in a scan ended. */
public enum ReplayOutcome {
    /** The scan has read up to where the window goes on. */
    REACHED_WINDOW,
    /** The session read too slowly, and others waited. */
    LEFT_BEHIND,
    /** The scan was longer than a scan may be. */
    OVER_LIMIT,
    /** The records, or the whole log, are no longer there. */
    LOG_GONE,
    /** The session ended by itself. */
    SESSION_CLOSED;

    /** As it stands in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
