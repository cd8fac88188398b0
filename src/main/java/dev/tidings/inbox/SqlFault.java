package dev.tidings.inbox;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failure of the database says about the statement, by its SQLSTATE. */
enum SqlFault {
    /** The database is away, full, busy or starting: the same statement succeeds later. */
    AWAY,
    /** A value does not fit: the same statement never succeeds. */
    POISON,
    /** The database is not as it should be: a table or a right is missing. Somebody has to mend it. */
    BROKEN;

    static SqlFault of(SQLException failure) {
        String state = stateOf(failure);
        if (state == null) {
            return AWAY;
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "22", "23", "54" -> POISON;
            case "08", "25", "40", "53", "55", "57", "58" -> AWAY;
            default -> BROKEN;
        };
    }

    /** Returns the SQLSTATE of the failure or of its nearest cause that has one. */
    static @Nullable String stateOf(SQLException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
