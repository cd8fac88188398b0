package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tidings.event.UserId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes all events of a user's inbox, the oldest first, without holding them in memory. */
@Singleton
class InboxExport {
    private static final String EVENTS = "select event from inbox_item where user_id = ? order by at, part, pos";

    /** The number of events that are fetched at once. */
    private static final int PORTION = 200;

    private final InboxDatabase database;

    InboxExport(InboxDatabase database) {
        this.database = database;
    }

    /** Writes the events as one JSON array: CloudEvents' batch format. */
    void write(UserId user, OutputStream out) throws SQLException, IOException {
        try (Connection connection = database.connection()) {
            // The driver fetches in portions only inside of a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
                statement.setFetchSize(PORTION);
                statement.setString(1, user.value());
                write(statement, out);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void write(PreparedStatement statement, OutputStream out) throws SQLException, IOException {
        try (ResultSet rows = statement.executeQuery()) {
            String before = "[";
            while (rows.next()) {
                out.write(before.getBytes(US_ASCII));
                out.write(rows.getBytes(1));
                before = ",\n";
            }
            out.write((before.equals("[") ? "[]" : "]").getBytes(US_ASCII));
        }
    }
}
