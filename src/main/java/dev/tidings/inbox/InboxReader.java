package dev.tidings.inbox;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.http.ProblemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the inbox of one user over one connection: what it reads is of one moment where the connection is. */
final class InboxReader {
    private final Connection connection;
    private final InboxOwner owner;
    private final Generations generations;

    private InboxReader(Connection connection, InboxOwner owner, Generations generations) {
        this.connection = connection;
        this.owner = owner;
        this.generations = generations;
    }

    static InboxReader on(Connection connection, InboxOwner owner) throws SQLException {
        return new InboxReader(connection, owner, Generations.read(connection));
    }

    /** Returns a page of items; one more is read, which tells whether there is a next page. */
    InboxPage page(ItemQuery query) throws SQLException {
        Map<String, Object> values = values();
        ItemPlace before = query.before();
        values.put("before", before == null ? OffsetDateTime.MAX : before.time());
        values.put("part", before == null ? Integer.MAX_VALUE : before.part());
        values.put("pos", before == null ? Long.MAX_VALUE : before.pos());
        values.put("limit", query.limit() + 1);
        String type = query.type();
        if (type != null) {
            values.put("type", type);
        }
        List<InboxItem> items = items(ItemSql.page(query.filter(), type != null), values);
        boolean more = items.size() > query.limit();
        List<InboxItem> page = more ? items.subList(0, query.limit()) : items;
        return new InboxPage(page, counts(), more ? page.get(page.size() - 1).place() : null);
    }

    /** Returns an item of the user; nothing for the id of another user's, or of none. */
    Optional<InboxItem> item(ItemId id) throws SQLException {
        Map<String, Object> values = values();
        values.put("part", id.part());
        values.put("pos", generations.pos(id));
        return items(ItemSql.item(), values).stream().findFirst();
    }

    /** Returns those of the ids that are the user's items. */
    List<ItemId> own(List<ItemId> ids) throws SQLException {
        Map<String, Object> values = values();
        values.put("parts", array("int4", ids.stream().map(ItemId::part).toArray()));
        values.put("poses", array("int8", ids.stream().map(generations::pos).toArray()));
        List<ItemId> own = new ArrayList<>();
        try (PreparedStatement statement = ItemSql.own().on(connection, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                own.add(generations.id(rows.getInt("part"), rows.getLong("pos")));
            }
        }
        return own;
    }

    /**
     * Returns what the user has not seen and not read, and the cursor at which that holds.
     *
     * @throws ProblemException where a position is missing, without which a cursor would lose or repeat events
     */
    Counts counts() throws SQLException {
        Map<String, Object> values = values();
        values.put("homes", array("int4", owner.homes().toArray()));
        try (PreparedStatement statement = CountSql.COUNTS.on(connection, values);
                ResultSet rows = statement.executeQuery()) {
            return counts(rows);
        }
    }

    private Counts counts(ResultSet rows) throws SQLException {
        List<Position> positions = new ArrayList<>();
        long epoch = 0;
        int unseen = 0;
        int unread = 0;
        while (rows.next()) {
            if (!positions.isEmpty() && epoch != rows.getLong("epoch")) {
                throw ProblemException.unavailable("the log was created again, and the inbox has not followed yet");
            }
            epoch = rows.getLong("epoch");
            unseen = rows.getInt("unseen");
            unread = rows.getInt("unread");
            positions.add(new Position(Partition.of(rows.getInt("part")), rows.getLong("next_offset")));
        }
        if (positions.size() < owner.homes().size()) {
            throw ProblemException.unavailable("the inbox does not know all partitions of the log yet");
        }
        return new Counts(unseen, unread, new Cursor(epoch, inOrderOfHomes(positions)));
    }

    /** Returns the positions in the order in which a session's own cursor has them. */
    private List<Position> inOrderOfHomes(List<Position> positions) {
        List<Integer> homes = owner.homes();
        return positions.stream()
                .sorted((a, b) -> Integer.compare(
                        homes.indexOf(a.partition().id()),
                        homes.indexOf(b.partition().id())))
                .toList();
    }

    private Map<String, Object> values() throws SQLException {
        Map<String, Object> values = new HashMap<>();
        values.put("user", owner.user().value());
        values.put("audiences", array("text", owner.audiences().toArray()));
        return values;
    }

    private Object array(String type, @Nullable Object[] elements) throws SQLException {
        return connection.createArrayOf(type, elements);
    }

    private List<InboxItem> items(NamedSql sql, Map<String, Object> values) throws SQLException {
        List<InboxItem> items = new ArrayList<>();
        try (PreparedStatement statement = sql.on(connection, values);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                items.add(item(rows));
            }
        }
        return items;
    }

    private InboxItem item(ResultSet row) throws SQLException {
        int part = row.getInt("part");
        long pos = row.getLong("pos");
        return new InboxItem(
                new ItemPlace(row.getObject("at", OffsetDateTime.class).toInstant(), part, pos),
                generations.id(part, pos),
                row.getBytes("event"),
                new InboxItem.Flags(row.getBoolean("seen"), row.getBoolean("read"), row.getBoolean("archived")));
    }

    Generations generations() {
        return generations;
    }
}
