package dev.tidings.session;

import java.util.Locale;

/** The reason why a session begins at the log's end instead of at a cursor. */
public enum GapReason {
    /** The cursor is older than what can still be read. */
    CURSOR_TOO_OLD,
    /** The cursor belongs to a log that was recreated since. */
    LOG_RECREATED,
    /** The text is not a cursor, or is one beyond the log's end. */
    CURSOR_INVALID,
    /** The client sent no cursor. */
    NONE_GIVEN;

    /** Returns the name of the reason in {@code tidings.welcome} and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
