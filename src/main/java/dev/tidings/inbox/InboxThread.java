package dev.tidings.inbox;

import dev.tidings.event.Fault;
import dev.tidings.event.Partition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * The inbox's own thread, for the life of the pod: it creates the tables, with retries, then it looks after the
 * projection and keeps the retention.
 */
public final class InboxThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(InboxThread.class);
    private static final long PAUSE_MILLIS = 5_000;
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final InboxDatabase database;
    private final InboxWork work;
    private final ProjectionWatch watch;
    private final Retention retention;
    private final Clock clock;
    private final OutageLog outage;
    private final Thread thread = new Thread(this::run, "tidings-inbox");
    private long keptAt;
    private volatile boolean following;

    InboxThread(
            InboxDatabase database, InboxWork work, ProjectionWatch watch, Retention retention, Clock clock) {
        this.database = database;
        this.work = work;
        this.watch = watch;
        this.retention = retention;
        this.clock = clock;
        this.outage = new OutageLog(clock);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!work.isStopping()) {
            following = once();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(following ? PAUSE_MILLIS : FIRST_PAUSE_MILLIS));
        }
    }

    /** Does what is due, and returns whether the database answered. */
    private boolean once() {
        try {
            if (!database.isOn()) {
                outage.failed(InboxDatabase.NO_ADDRESS);
                return false;
            }
            migrate();
            try (Connection connection = database.connection()) {
                if (clock.millis() - keptAt >= HOUR_MILLIS) {
                    retention.keep(connection);
                    keptAt = clock.millis();
                }
                watch.look(connection);
            }
            outage.over("the inbox's database answers");
            return true;
        } catch (BatchWriter.StoppedException e) {
            return false;
        } catch (SQLException e) {
            outage.failed("the inbox's database does not answer as it should, live push does not need it: sqlstate="
                    + SqlFault.stateOf(e) + " cause=" + e.getMessage());
            return false;
        } catch (RuntimeException e) {
            outage.failed("the inbox failed by a fault of its own: fault=" + Fault.of(e));
            return false;
        }
    }

    private void migrate() throws SQLException {
        if (!database.isMigrated()) {
            database.migrate();
            LOG.info("the inbox's tables are there");
        }
    }

    /** Returns whether the database answered when it was last asked, some seconds ago. */
    public boolean isFollowing() {
        return following;
    }

    /** Returns the lags of the partitions that this pod projects. */
    public Map<Partition, Lag> lags() {
        return watch.lags();
    }

    @Override
    public void close() {
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
