package dev.tidings.intake;

import dev.tidings.intake.route.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The thread that maps other topics onto the log while there is a route; it restarts after any failure. */
public final class IntakeThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IntakeThread.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long PATIENCE_MILLIS = 2_000;
    private static final long SAY_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Supplier<Routes> routes;
    private final Supplier<IntakeRun> runs;
    private final Backoff backoff;
    private final StartGate gate;
    private final Thread thread = new Thread(this::live, "tidings-intake");
    private volatile boolean stopping;
    private volatile IntakeStatus status = new IntakeStatus.Off();
    private volatile Map<SourcePartition, Long> lags = Map.of();
    private volatile List<String> missing = List.of();
    private volatile @Nullable IntakeRun current;
    private IntakeStatus lastSaid = new IntakeStatus.Off();
    private String lastFailure = "";
    private long lastToldAt = System.nanoTime();

    IntakeThread(Supplier<Routes> routes, Supplier<IntakeRun> runs, Backoff backoff, StartGate gate) {
        this.routes = routes;
        this.runs = runs;
        this.backoff = backoff;
        this.gate = gate;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void live() {
        while (!stopping) {
            if (routes.get().isEmpty()) {
                status(new IntakeStatus.Off());
                gate.unstarted(List.of());
                rest(PAUSE);
                continue;
            }
            try (IntakeRun run = runs.get()) {
                current = run;
                run.follow(this);
            } catch (WakeupException | InterruptException e) {
                LOG.debugf("intake was woken stopping=%s", stopping);
            } catch (RuntimeException e) {
                brokeOff(e);
                rest(backoff.next());
            } finally {
                current = null;
                passed(Map.of(), List.of());
            }
        }
    }

    private void brokeOff(RuntimeException failure) {
        // During a stop, a failure is expected.
        if (!stopping) {
            status(new IntakeStatus.Retrying(FailureText.of(failure)));
        }
    }

    /** Sets the status; logs a status that has changed, and each cause once. */
    void status(IntakeStatus now) {
        if (now instanceof IntakeStatus.Retrying retrying) {
            tellFailure(retrying.cause());
        } else if (!(now instanceof IntakeStatus.Connecting) && !now.equals(lastSaid)) {
            LOG.infof("intake %s", now);
            lastSaid = now;
        }
        status = now;
    }

    private void tellFailure(String cause) {
        long now = System.nanoTime();
        if (!cause.equals(lastFailure) || now - lastToldAt > SAY_AGAIN_NANOS) {
            LOG.warnf("intake does not go on, it is tried on and on cause=%s", cause);
            lastToldAt = now;
        }
        lastFailure = cause;
    }

    /** Records that a batch is written. */
    void wentOn() {
        if (!lastFailure.isEmpty()) {
            LOG.info("intake goes on again");
            lastFailure = "";
        }
        backoff.reset();
        status(new IntakeStatus.Following());
    }

    /** Publishes the lags and the missing topics after a pass. */
    void passed(Map<SourcePartition, Long> newLags, List<String> newMissing) {
        lags = newLags;
        missing = newMissing;
    }

    /** Pauses this thread; returns early when intake stops. */
    void rest(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !stopping; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    StartGate gate() {
        return gate;
    }

    boolean isStopping() {
        return stopping;
    }

    public IntakeStatus status() {
        return status;
    }

    /** Returns the lags of the partitions that this pod maps, in records. */
    public Map<SourcePartition, Long> lags() {
        return lags;
    }

    /** Returns the topics that routes name and that do not exist. */
    public List<String> missing() {
        return missing;
    }

    /** Stops intake: finishes the batch, or abandons it after two seconds; leaves the group. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        IntakeRun run = current;
        if (run != null) {
            run.wake();
        }
        try {
            thread.join(PATIENCE_MILLIS);
            thread.interrupt();
            thread.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
