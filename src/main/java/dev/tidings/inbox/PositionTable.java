package dev.tidings.inbox;

import dev.tidings.event.Partition;
import dev.tidings.tail.LogLayout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code inbox_position}: how far each partition has been projected. */
final class PositionTable {
    /**
     * Brings the rows up to date with the log, and returns them. A partition without a row begins at its first record,
     * and so does one whose topic was created again, in a new generation. A position that the log no longer has
     * moves to its first record.
     */
    private static final String PLACE = """
            insert into inbox_position as p (part, topic, epoch, generation, next_offset, updated)
            select part, topic, ?, 1, first, now()
            from unnest(?::int[], ?::text[], ?::bigint[]) as l (part, topic, first)
            on conflict (part) do update set
              topic = excluded.topic,
              epoch = excluded.epoch,
              generation = p.generation + (p.topic <> excluded.topic)::int,
              next_offset = case when p.topic <> excluded.topic then excluded.next_offset
                else greatest(p.next_offset, excluded.next_offset) end,
              updated = now()
            returning part, topic, generation, next_offset
            """;

    /** A position that stands where it was left moves on; any other has been moved by somebody else. */
    private static final String ADVANCE = """
            update inbox_position p set next_offset = a.next, updated = now()
            from unnest(?::int[], ?::int[], ?::bigint[], ?::bigint[]) as a (part, generation, left_at, next)
            where p.part = a.part and p.generation = a.generation and p.next_offset = a.left_at
            """;

    private PositionTable() {}

    /** Returns the placement of each partition of the log, by its id. */
    static Map<Integer, Placement> place(Connection connection, LogLayout layout, Map<Partition, Long> begins)
            throws SQLException {
        List<Partition> partitions = layout.partitions();
        try (PreparedStatement statement = connection.prepareStatement(PLACE)) {
            statement.setLong(1, layout.epoch());
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", partitions.stream().map(Partition::id).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", partitions.stream().map(layout::topicId).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "int8",
                            partitions.stream()
                                    .map(partition -> begins.getOrDefault(partition, 0L))
                                    .toArray()));
            return placements(statement);
        }
    }

    private static Map<Integer, Placement> placements(PreparedStatement statement) throws SQLException {
        Map<Integer, Placement> placements = new HashMap<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                int part = rows.getInt(1);
                placements.put(
                        part, new Placement(Partition.of(part), rows.getString(2), rows.getInt(3), rows.getLong(4)));
            }
        }
        return placements;
    }

    /** Moves idle partitions on, whose last records hold no event; returns how many were where they had been left. */
    static int advance(Connection connection, List<IdleAdvance> advances) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            Object[] parts = advances.stream()
                    .map(each -> each.placement().partition().id())
                    .toArray();
            Object[] generations = advances.stream()
                    .map(each -> each.placement().generation())
                    .toArray();
            Object[] lefts = advances.stream().map(IdleAdvance::leftAt).toArray();
            Object[] nexts = advances.stream().map(IdleAdvance::next).toArray();
            statement.setArray(1, connection.createArrayOf("int4", parts));
            statement.setArray(2, connection.createArrayOf("int4", generations));
            statement.setArray(3, connection.createArrayOf("int8", lefts));
            statement.setArray(4, connection.createArrayOf("int8", nexts));
            return statement.executeUpdate();
        }
    }

    /**
     * Moves a position over offsets that hold nothing to project.
     *
     * @param leftAt where the last batch of this pod ended
     */
    record IdleAdvance(Placement placement, long leftAt, long next) {}
}
