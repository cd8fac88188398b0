package dev.tidings.inbox;

import dev.tidings.inbox.PartitionPlan.Bounds;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Creates partitions ahead, drops those that are older than the retention, and deletes the few old rows that are in no
 * such partition. One pod does it at a time.
 */
final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);

    /** The key of the advisory lock: any number that no other user of the database has. */
    static final long LOCK = 0x7469_6469_6e67_73L;

    /** Rows without a partition, in portions that no other statement has to wait for. */
    private static final List<String> OLD_ROWS = List.of(
            portion("inbox_item_default", "at"),
            portion("inbox_announcement", "at"),
            portion("inbox_state", "changed"),
            portion("inbox_erasure", "at"));

    private final Duration retention;
    private final InboxMetrics metrics;
    private final Clock clock;

    Retention(Duration retention, InboxMetrics metrics, Clock clock) {
        this.retention = retention;
        this.metrics = metrics;
        this.clock = clock;
    }

    private static String portion(String table, String time) {
        return String.format(
                "delete from %1$s where ctid = any (array(select ctid from %1$s"
                        + " where %2$s < timestamptz 'epoch' + ? * interval '1 millisecond' limit 5000))",
                table, time);
    }

    /** Does what is due; nothing where another pod is about it. */
    void keep(Connection connection) throws SQLException {
        if (!query(connection, "select pg_try_advisory_lock(" + LOCK + ")")) {
            return;
        }
        try {
            PartitionPlan plan =
                    PartitionPlan.of(ItemPartitions.existing(connection), retention, clock.instant());
            for (Bounds bounds : plan.create()) {
                ItemPartitions.create(connection, bounds);
                LOG.infof("inbox partition created from=%s to=%s", bounds.begin(), bounds.end());
            }
            remove(connection, plan);
        } finally {
            var unused = query(connection, "select pg_advisory_unlock(" + LOCK + ")");
        }
    }

    private void remove(Connection connection, PartitionPlan plan) throws SQLException {
        for (Bounds bounds : plan.drop()) {
            ItemPartitions.drop(connection, bounds);
            LOG.infof("inbox partition dropped from=%s to=%s", bounds.begin(), bounds.end());
        }
        long rows = 0;
        for (String sql : OLD_ROWS) {
            rows += ItemPartitions.inPortions(connection, sql, clock.millis() - retention.toMillis());
        }
        metrics.removed(rows, plan.drop().size());
    }

    private static boolean query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
