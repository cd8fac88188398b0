package dev.tidings.inbox;

import java.io.Serial;
import java.sql.SQLException;

/** The inbox's database is off, has no address, or its tables are not there yet. */
final class InboxUnavailableException extends SQLException {
    @Serial
    private static final long serialVersionUID = 1;

    /** The SQLSTATE of a connection that cannot be made, so that it is retried like one. */
    private static final String NO_CONNECTION = "08001";

    InboxUnavailableException(String message) {
        super(message, NO_CONNECTION);
    }
}
