package dev.tidings.inbox;

import dev.tidings.event.Partition;
import dev.tidings.event.Topic;
import dev.tidings.event.UserId;
import dev.tidings.tail.LogAdmin;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Erases the inbox of a user, also for the records that the log holds of them and that are not projected yet. */
@Singleton
class InboxEraser {
    /** Waits for the batches that are being written, and makes the next ones wait, so that they see the erasure. */
    private static final String LOCK = "lock table inbox_position in share row exclusive mode";

    private static final String REMEMBER = """
            insert into inbox_erasure as e (user_id, part, erased_to, at)
            select ?, l.part, coalesce(p.generation, 1)::bigint << 48 | l.last, now()
            from unnest(?::int[], ?::bigint[]) as l (part, last) left join inbox_position p on p.part = l.part
            on conflict (user_id, part) do update set
              erased_to = greatest(e.erased_to, excluded.erased_to), at = excluded.at
            """;

    private static final List<String> DELETE = List.of(
            "delete from inbox_item where user_id = ?",
            "delete from inbox_state where user_id = ?",
            "delete from inbox_mark where user_id = ?");

    private final InboxDatabase database;
    private final LogAdmin log;

    InboxEraser(InboxDatabase database, LogAdmin log) {
        this.database = database;
        this.log = log;
    }

    /**
     * Erases the inbox; once more does no harm.
     *
     * @throws CompletionException where the broker does not say where the log ends
     */
    void erase(UserId user) throws SQLException {
        List<Partition> partitions = log.layout().toCompletableFuture().join().partitions().stream()
                .filter(partition -> partition.topic() == Topic.NOTIFICATIONS)
                .toList();
        // Records of a transaction that is open have their places already.
        Map<Partition, Long> ends =
                log.uncommittedEnds(partitions).toCompletableFuture().join();
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                erase(connection, user, ends);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static void erase(Connection connection, UserId user, Map<Partition, Long> ends) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '10s'");
            statement.execute(LOCK);
        }
        List<Map.Entry<Partition, Long>> places = List.copyOf(ends.entrySet());
        try (PreparedStatement remember = connection.prepareStatement(REMEMBER)) {
            remember.setString(1, user.value());
            Object[] parts = places.stream().map(place -> place.getKey().id()).toArray();
            Object[] lasts = places.stream().map(Map.Entry::getValue).toArray();
            remember.setArray(2, connection.createArrayOf("int4", parts));
            remember.setArray(3, connection.createArrayOf("int8", lasts));
            remember.executeUpdate();
        }
        for (String sql : DELETE) {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setString(1, user.value());
                delete.executeUpdate();
            }
        }
    }
}
