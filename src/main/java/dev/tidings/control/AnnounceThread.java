package dev.tidings.control;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Runs the coordinator once a second, so that one user causes at most one record per second. */
final class AnnounceThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AnnounceThread.class);

    private final SessionLimitCoordinator announcer;
    private final BooleanSupplier known;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "tidings-announce");
        made.setDaemon(true);
        return made;
    });

    AnnounceThread(SessionLimitCoordinator announcer, BooleanSupplier known) {
        this.announcer = announcer;
        this.known = known;
    }

    void start() {
        var unused = thread.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** Catches failures, since one would end the schedule. */
    private void tick() {
        try {
            announcer.tick(known);
        } catch (RuntimeException e) {
            LOG.error("sessions are not announced this time", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
