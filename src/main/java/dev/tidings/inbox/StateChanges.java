package dev.tidings.inbox;

import dev.tidings.event.Cursor;
import dev.tidings.event.Position;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Applies changes of states to the database. It is called twice for each change: at once by the pod that wrote the
 * change's event, and by the projection of this event. Both are the same act, in any order with other changes: each
 * state has the offset of the change that set it as its version, and marks only move forward.
 */
final class StateChanges {
    private StateChanges() {}

    /**
     * Applies one change in one statement. It does nothing where the change was projected before.
     *
     * @param version the offset of the change's record in the partition {@link StateChange#part}
     * @return the number of rows that changed
     */
    static int apply(Connection connection, StateChange change, long version) throws SQLException {
        Cursor upto = change.upto();
        String sql = upto == null ? StateSql.ofItems(change.action()) : StateSql.ofUpto(change.action());
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, change.user().value());
            statement.setInt(2, change.part());
            statement.setLong(3, version);
            statement.setObject(4, change.at().atOffset(ZoneOffset.UTC));
            if (upto == null) {
                items(connection, statement, change.ids());
            } else {
                cursor(connection, statement, upto);
            }
            return statement.executeUpdate();
        }
    }

    private static void items(Connection connection, PreparedStatement statement, List<ItemId> ids)
            throws SQLException {
        places(
                connection,
                statement,
                ids.stream().map(ItemId::part).toArray(),
                ids.stream().map(ItemId::number).toArray());
    }

    private static void cursor(Connection connection, PreparedStatement statement, Cursor upto) throws SQLException {
        places(
                connection,
                statement,
                upto.positions().stream()
                        .map(position -> position.partition().id())
                        .toArray(),
                upto.positions().stream().map(Position::offset).toArray());
        statement.setLong(7, upto.epoch());
    }

    private static void places(Connection connection, PreparedStatement statement, Object[] parts, Object[] numbers)
            throws SQLException {
        Array partArray = connection.createArrayOf("int4", parts);
        Array numberArray = connection.createArrayOf("int8", numbers);
        statement.setArray(5, partArray);
        statement.setArray(6, numberArray);
    }
}
