package dev.tidings.inbox;

import dev.tidings.inbox.PartitionPlan.Bounds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The partitions of {@code inbox_item} in the database. Each change is a transaction of its own, and short. */
final class ItemPartitions {
    private static final String EXISTING = """
            select pg_get_expr(c.relpartbound, c.oid) from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'inbox_item'::regclass
            """;
    private static final Pattern RANGE =
            Pattern.compile("FOR VALUES FROM \\('(\\d{4}-\\d\\d-\\d\\d)[^']*'\\) TO \\('(\\d{4}-\\d\\d-\\d\\d)[^']*'\\)");

    /** How long a change may wait for others' statements, which wait behind it meanwhile. */
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '2s'";

    private ItemPartitions() {}

    /** Returns the partitions' bounds, without the default one. */
    static List<Bounds> existing(Connection connection) throws SQLException {
        List<Bounds> existing = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            // Bounds are shown in the session's time zone.
            statement.execute("set time zone 'UTC'");
            try (ResultSet rows = statement.executeQuery(EXISTING)) {
                while (rows.next()) {
                    Matcher range = RANGE.matcher(rows.getString(1));
                    if (range.find()) {
                        existing.add(new Bounds(LocalDate.parse(range.group(1)), LocalDate.parse(range.group(2))));
                    }
                }
            }
        }
        return existing;
    }

    /**
     * Creates a partition, with the rows that were in the default one so far: producers date some events in the future.
     */
    static void create(Connection connection, Bounds bounds) throws SQLException {
        String range = String.format("'%s 00:00+00' and at < '%s 00:00+00'", bounds.begin(), bounds.end());
        transaction(
                connection,
                List.of(
                        "lock table inbox_item_default in access exclusive mode",
                        "create table " + bounds.table()
                                + " (like inbox_item including defaults including constraints including storage)",
                        "with moved as (delete from inbox_item_default where at >= " + range + " returning *)"
                                + " insert into " + bounds.table() + " select * from moved",
                        String.format(
                                "alter table inbox_item attach partition %s"
                                        + " for values from ('%s 00:00+00') to ('%s 00:00+00')",
                                bounds.table(), bounds.begin(), bounds.end())));
    }

    static void drop(Connection connection, Bounds bounds) throws SQLException {
        transaction(connection, List.of("drop table " + bounds.table()));
    }

    private static void transaction(Connection connection, List<String> statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK_TIMEOUT);
            for (String each : statements) {
                statement.execute(each);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Runs a statement again and again, each time with some rows, and returns how many rows there were. */
    static long inPortions(Connection connection, String sql, long cutoffMillis) throws SQLException {
        long all = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, cutoffMillis);
            int rows = statement.executeUpdate();
            while (rows > 0) {
                all += rows;
                rows = statement.executeUpdate();
            }
        }
        return all;
    }
}
