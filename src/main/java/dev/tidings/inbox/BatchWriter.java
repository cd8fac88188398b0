package dev.tidings.inbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Writes batches until the database has them. It waits for a database that is away, and leaves out single rows that the
 * database refuses.
 */
final class BatchWriter {
    private static final Logger LOG = Logger.getLogger(BatchWriter.class);

    /** The maximum of events in one statement, in bytes: the database holds them in memory. */
    private static final long MOST_BYTES = 8 << 20;

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private final Connections connections;
    private final InboxMetrics metrics;
    private final OutageLog outage;
    private final BooleanSupplier stopping;

    BatchWriter(Connections connections, InboxMetrics metrics, OutageLog outage, BooleanSupplier stopping) {
        this.connections = connections;
        this.metrics = metrics;
        this.outage = outage;
        this.stopping = stopping;
    }

    /** Opens connections that commit each statement by itself. */
    interface Connections {
        Connection open() throws SQLException;
    }

    /** Something to do with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Thrown where the pod stops before the database has answered: nothing is lost, the next pod begins there. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Writes the batch.
     *
     * @return the ids of those of its partitions that were written, which is all unless the database has lost something
     */
    Set<Integer> write(ProjectionBatch batch) {
        if (batch.rows().size() > 1 && batch.bytes() > MOST_BYTES) {
            return halves(batch);
        }
        try {
            return untilDone(connection -> once(connection, batch));
        } catch (SQLException e) {
            if (batch.rows().size() > 1) {
                return halves(batch);
            }
            refuse(batch, e);
            return write(batch.withoutRows());
        }
    }

    private Set<Integer> halves(ProjectionBatch batch) {
        Set<Integer> written = new HashSet<>();
        batch.ends().forEach(end -> written.add(end.part()));
        for (ProjectionBatch half : batch.halves()) {
            written.retainAll(write(half));
        }
        return written;
    }

    private Set<Integer> once(Connection connection, ProjectionBatch batch) throws SQLException {
        long begun = System.nanoTime();
        BatchStatement.Written written = BatchStatement.write(connection, batch);
        metrics.written(Duration.ofNanos(System.nanoTime() - begun));
        metrics.repeated((int) (batch.rows().stream()
                        .filter(row -> written.parts().contains(row.part()))
                        .count()
                - written.rows()));
        return written.parts();
    }

    private void refuse(ProjectionBatch batch, SQLException why) {
        if (batch.rows().isEmpty()) {
            throw new IllegalStateException("inbox positions: refused by the database", why);
        }
        InboxRow row = batch.rows().get(0);
        metrics.rejected(UnfitReason.REFUSED_BY_DATABASE);
        LOG.warnf(
                "inbox record rejected reason=%s part=%d offset=%d sqlstate=%s",
                UnfitReason.REFUSED_BY_DATABASE.label(),
                row.part(),
                Generation.offset(row.pos()),
                SqlFault.stateOf(why));
    }

    /**
     * Does something until the database answers.
     *
     * @throws SQLException where it refuses a value
     * @throws StoppedException where the pod stops before
     */
    <T> T untilDone(Work<T> work) throws SQLException {
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            if (stopping.getAsBoolean()) {
                throw new StoppedException();
            }
            try (Connection connection = connections.open()) {
                T done = work.on(connection);
                outage.over("the inbox's database answers again");
                return done;
            } catch (SQLException e) {
                if (SqlFault.of(e) == SqlFault.POISON) {
                    throw e;
                }
                failed(e);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
        }
    }

    private void failed(SQLException failure) {
        metrics.retried();
        outage.failed(String.format(
                "the inbox is not written, it is tried on and on; live push does not need it: sqlstate=%s cause=%s%s",
                SqlFault.stateOf(failure),
                failure.getMessage(),
                SqlFault.of(failure) == SqlFault.BROKEN ? " (expected: the inbox's tables and the right to write)" : ""));
    }

    /** Returns the ids of the partitions of which nothing was written. */
    static List<Integer> left(ProjectionBatch batch, Set<Integer> written) {
        return batch.ends().stream()
                .map(BatchEnd::part)
                .filter(part -> !written.contains(part))
                .toList();
    }
}
