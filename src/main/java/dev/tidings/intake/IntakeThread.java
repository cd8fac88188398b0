package dev.tidings.intake;

import dev.tidings.intake.route.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
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

    private final Supplier<Routes> routes;
    private final Function<IntakeState, IntakeRun> runs;
    private final Backoff backoff;
    private final IntakeState state;
    private final Thread thread = new Thread(this::run, "tidings-intake");
    private volatile boolean stopping;
    private volatile @Nullable IntakeRun current;

    IntakeThread(
            Supplier<Routes> routes, Function<IntakeState, IntakeRun> runs, Backoff backoff, IntakeState state) {
        this.routes = routes;
        this.runs = runs;
        this.backoff = backoff;
        this.state = state;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!stopping) {
            if (routes.get().isEmpty()) {
                state.status(new IntakeStatus.Off());
                state.gate().unstarted(List.of());
                pause(PAUSE);
                continue;
            }
            try (IntakeRun run = runs.apply(state)) {
                current = run;
                run.follow(routes, this);
            } catch (WakeupException | InterruptException e) {
                LOG.debugf("intake was interrupted stopping=%s", stopping);
            } catch (RuntimeException e) {
                restart(e);
            } finally {
                current = null;
                state.publish(Map.of(), List.of());
            }
        }
    }

    private void restart(RuntimeException failure) {
        // During a stop, a failure is expected.
        if (!stopping) {
            state.status(new IntakeStatus.Retrying(FailureText.of(failure)));
        }
        IntakeRun failed = current;
        if (failed != null && failed.hasCommitted()) {
            backoff.reset();
        }
        pause(backoff.next());
    }

    /** Pauses this thread; returns early when intake stops. */
    void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !stopping; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    boolean isStopping() {
        return stopping;
    }

    StartGate gate() {
        return state.gate();
    }

    public IntakeStatus status() {
        return state.status();
    }

    /** Returns the lags of the partitions that this pod maps, in records. */
    public Map<SourcePartition, Long> lags() {
        return state.lags();
    }

    /** Returns the topics that routes name and that do not exist. */
    public List<String> missing() {
        return state.missing();
    }

    /** Stops intake: finishes the batch, or abandons it after two seconds; leaves the group. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        IntakeRun run = current;
        if (run != null) {
            run.wakeup();
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
