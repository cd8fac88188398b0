package dev.tidings.inbox;

import java.util.Locale;

/** The reason why a record of the log cannot stand in the inbox, although a session may have been sent it. */
public enum UnfitReason {
    /** The key contains U+0000, which PostgreSQL's text cannot hold. */
    KEY_WITH_NUL,
    /** The key is longer than 512 bytes, so that an index might not hold it. */
    KEY_TOO_LONG,
    /** The record's timestamp is before 1970 or after 2100: it cannot be placed in a list. */
    BAD_TIMESTAMP,
    /** An event of the inbox's own type says no change. */
    NO_CHANGE,
    /** PostgreSQL refused the row; the log line has the SQLSTATE. */
    REFUSED_BY_DATABASE;

    /** Returns the name of the reason in metrics, logs and documentation. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
