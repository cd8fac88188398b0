package dev.tidings.inbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The projected partitions of the log, as of one moment: their generations and epochs, and how far they have come. */
record Generations(Map<Integer, Projection> partitions) {
    private static final String POSITIONS = "select part, generation, epoch, next_offset from inbox_position";

    /** How far a partition is projected. */
    record Projection(int generation, long epoch, long next) {}

    Generations {
        partitions = Map.copyOf(partitions);
    }

    static Generations read(Connection connection) throws SQLException {
        Map<Integer, Projection> partitions = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(POSITIONS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                partitions.put(
                        rows.getInt("part"),
                        new Projection(rows.getInt("generation"), rows.getLong("epoch"), rows.getLong("next_offset")));
            }
        }
        return new Generations(partitions);
    }

    /** Returns the partition's projection, or null where it is not known. */
    @Nullable
    Projection of(int part) {
        return partitions.get(part);
    }

    /** Returns the position in the database of the item with that id. */
    long pos(ItemId id) {
        return id.pos(generation(id.part()));
    }

    /** Returns the id of the item at that position in the database. */
    ItemId id(int part, long pos) {
        return ItemId.of(part, pos, generation(part));
    }

    private int generation(int part) {
        Projection known = partitions.get(part);
        return known == null ? Generation.FIRST : known.generation();
    }
}
