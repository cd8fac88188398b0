package dev.tidings.inbox;

import dev.tidings.testkit.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A database with the inbox's tables, as the service creates them. */
record InboxTables(String url) {
    static InboxTables create() {
        return create(Postgres.shared());
    }

    static InboxTables create(Postgres server) {
        InboxTables tables = new InboxTables(server.newDatabase());
        var unused = Flyway.configure()
                .dataSource(tables.url, null, null)
                .locations("classpath:db/inbox")
                .load()
                .migrate();
        return tables;
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(url);
    }

    void run(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the rows, the columns of each with a space between. */
    List<String> rows(String sql) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : " ").append(rows.getString(i));
                }
                found.add(row.toString());
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long number(String sql) {
        return Long.parseLong(rows(sql).get(0));
    }

    /** A position of the first generation, as if the projection had come so far. */
    void position(int part, long next) {
        run("insert into inbox_position values (" + part + ", 'id', 99, 1, " + next + ", now())"
                + " on conflict (part) do update set next_offset = excluded.next_offset");
    }
}
