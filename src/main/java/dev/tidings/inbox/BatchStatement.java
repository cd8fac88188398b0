package dev.tidings.inbox;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes a batch's rows and positions in one statement, which is one transaction: no crash, of the pod or of the
 * database, leaves one without the other. A pod that freezes holds no lock.
 */
final class BatchStatement {
    /**
     * A partition counts only where the database has everything before the batch. It has not where it lost its last
     * transactions in a failover; then nothing of the partition is written, and the caller goes back. A batch that is
     * written again changes nothing.
     */
    private static final String WRITE = """
            with given as (
              select * from unnest(?::int[], ?::int[], ?::bigint[], ?::bigint[]) as g (part, generation, first, next)),
            held as (
              select g.part, g.next from given g join inbox_position p on p.part = g.part
              where p.generation = g.generation and p.next_offset >= g.first),
            event as materialized (
              select e.owner, e.part, e.pos, timestamptz 'epoch' + e.at * interval '1 millisecond' as at,
                timestamptz 'epoch' + e.expires * interval '1 millisecond' as expires, e.collapse, e.type, e.event
              from unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bytea[])
                as e (owner, part, pos, at, expires, collapse, type, event)
              where e.part in (select part from held)),
            item as (
              insert into inbox_item (user_id, part, pos, at, expires, collapse, type, event)
              select e.* from event e where e.part & 1 = 0 and not exists (
                select from inbox_erasure d
                where d.user_id = e.owner and d.part = e.part and d.erased_to > e.pos)
              on conflict do nothing returning 1),
            announcement as (
              insert into inbox_announcement (audience, part, pos, at, expires, collapse, type, event)
              select e.* from event e where e.part & 1 = 1
              on conflict do nothing returning 1),
            moved as (
              update inbox_position p set next_offset = greatest(p.next_offset, h.next), updated = now()
              from held h where p.part = h.part returning p.part)
            select (select count(*) from item) + (select count(*) from announcement), array(select part from moved)
            """;

    /** The last instant that an event may name: later ones, of which PostgreSQL has fewer, never come. */
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private BatchStatement() {}

    /**
     * Tells what a batch has written.
     *
     * @param rows the number of rows that were not there before
     * @param parts the ids of the partitions that were written
     */
    record Written(long rows, Set<Integer> parts) {}

    static Written write(Connection connection, ProjectionBatch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            set(statement, 1, "int4", batch.ends(), BatchEnd::part);
            set(statement, 2, "int4", batch.ends(), BatchEnd::generation);
            set(statement, 3, "int8", batch.ends(), BatchEnd::first);
            set(statement, 4, "int8", batch.ends(), BatchEnd::next);
            List<InboxRow> rows = batch.rows();
            set(statement, 5, "text", rows, InboxRow::owner);
            set(statement, 6, "int4", rows, InboxRow::part);
            set(statement, 7, "int8", rows, InboxRow::pos);
            set(statement, 8, "int8", rows, InboxRow::at);
            set(statement, 9, "int8", rows, row -> row.expires() > LAST_MILLIS ? null : row.expires());
            set(statement, 10, "text", rows, InboxRow::collapse);
            set(statement, 11, "text", rows, InboxRow::type);
            setEvents(statement, 12, rows);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return new Written(result.getLong(1), parts(result.getArray(2)));
            }
        }
    }

    private static <T> void set(
            PreparedStatement statement, int at, String type, List<T> values, Function<T, ?> of)
            throws SQLException {
        Object[] elements = new Object[values.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = of.apply(values.get(i));
        }
        statement.setArray(at, statement.getConnection().createArrayOf(type, elements));
    }

    /** Sets the events, whose array has to be one of arrays of bytes for the driver. */
    private static void setEvents(PreparedStatement statement, int at, List<InboxRow> rows) throws SQLException {
        byte[][] events = rows.stream().map(InboxRow::event).toArray(byte[][]::new);
        statement.setArray(at, statement.getConnection().createArrayOf("bytea", events));
    }

    private static Set<Integer> parts(Array array) throws SQLException {
        return new HashSet<>(Arrays.asList((Integer[]) array.getArray()));
    }
}
