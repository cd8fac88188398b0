package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.kafka.FailureLog;
import dev.tidings.kafka.SupervisedThread;
import dev.tidings.session.Sessions;
import dev.tidings.window.Windows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Follows the log on the tail's thread for as long as the pod lives, through missing topics, silent brokers and
 * recreated logs.
 */
public final class TailThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(TailThread.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration RENEWAL = Duration.ofSeconds(20);
    private static final Duration LONGEST_PASS = Duration.ofSeconds(60);

    private final Supplier<TailRun> runs;
    private final Sessions sessions;
    private final Windows windows;
    private final Clock clock;
    private final SupervisedThread thread = new SupervisedThread("tidings-tail", this::follow, this::restart);
    private final FailureLog failures = new FailureLog(LOG, Level.ERROR, "tail failed and restarts");
    private volatile TailStatus status = new TailStatus.Connecting();
    private volatile Map<Partition, Long> lags = Map.of();
    private volatile boolean caughtUpOnce;
    private volatile Instant lastPass;

    TailThread(Supplier<TailRun> runs, Sessions sessions, Windows windows, Clock clock) {
        this.runs = runs;
        this.sessions = sessions;
        this.windows = windows;
        this.clock = clock;
        this.lastPass = clock.instant();
    }

    void start() {
        thread.start();
    }

    private void follow() throws InterruptedException {
        try (TailRun run = runs.get()) {
            run.follow(this);
        } catch (LogRecreatedException e) {
            LOG.warn("a topic of the log was deleted or recreated: all sessions are closed and begin again");
            releaseSessions();
        }
    }

    private Duration restart(RuntimeException failure) {
        publish(Map.of());
        failures.log(cause(failure));
        releaseSessions();
        return PAUSE;
    }

    private void releaseSessions() {
        status(new TailStatus.Connecting());
        // First, so that a client that reconnects at once does not begin where nothing follows.
        windows.close();
        sessions.closeAll(PAUSE);
    }

    /** Returns the failure of Kafka's client and its root cause. */
    private static String cause(RuntimeException failure) {
        Throwable reported = failure.getCause() == null ? failure : failure.getCause();
        Throwable root = reported;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == reported ? reported.toString() : reported + ": " + root;
    }

    /** Makes sessions begin again: added partitions are new homes of users, and are not read until needed. */
    void restartSessions() {
        LOG.infof("partitions were added: all sessions are closed within %s and begin again", RENEWAL);
        sessions.restart(RENEWAL);
    }

    /** Sets the tail's status; logs it when it is another one than before. */
    void status(TailStatus now) {
        if (now.getClass() != status.getClass()) {
            LOG.infof("tail %s", now);
        }
        if (now instanceof TailStatus.Following) {
            caughtUpOnce = true;
            failures.clear();
        }
        status = now;
    }

    /** Publishes the lags after a pass over the log. */
    void publish(Map<Partition, Long> newLags) {
        lags = newLags;
        lastPass = clock.instant();
    }

    boolean isStopping() {
        return thread.isStopping();
    }

    public TailStatus status() {
        return status;
    }

    /** Returns whether it has caught up with the log at least once. */
    public boolean hasCaughtUpOnce() {
        return caughtUpOnce;
    }

    /** Returns whether its thread is alive and makes progress. */
    public boolean isAlive() {
        return thread.isAlive() && lastPass.plus(LONGEST_PASS).isAfter(clock.instant());
    }

    /** Returns how many records the broker has that the tail has not read, by partition. */
    public Map<Partition, Long> lags() {
        return lags;
    }

    public Windows windows() {
        return windows;
    }

    @Override
    public void close() {
        thread.close();
    }
}
