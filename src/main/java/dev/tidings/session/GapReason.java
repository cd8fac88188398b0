package dev.tidings.session;

import java.util.Locale;

/** Why a session begins at the log's end instead of at a cursor. */
public enum GapReason {
    /** The cursor is older than what can still be read. */
    CURSOR_TOO_OLD,
    /** The cursor is of a log that was made anew since. */
    LOG_RECREATED,
    /** The text is no cursor, or one beyond the log's end. */
    CURSOR_INVALID,
    /** The client brought no cursor. */
    NONE_GIVEN;

    /** As it stands in {@code tidings.welcome} and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
