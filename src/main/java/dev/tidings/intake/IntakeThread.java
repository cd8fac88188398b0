package dev.tidings.intake;

import dev.tidings.intake.route.Routes;
import dev.tidings.kafka.SupervisedThread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The thread that maps other topics onto the log while there is a route; it restarts after any failure. */
public final class IntakeThread implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(IntakeThread.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<Routes> routes;
    private final Function<IntakeState, IntakeRun> runs;
    private final Backoff backoff;
    private final IntakeState state;
    private final SupervisedThread thread = new SupervisedThread("tidings-intake", this::run, this::restart);
    private volatile @Nullable IntakeRun current;

    IntakeThread(Supplier<Routes> routes, Function<IntakeState, IntakeRun> runs, Backoff backoff, IntakeState state) {
        this.routes = routes;
        this.runs = runs;
        this.backoff = backoff;
        this.state = state;
    }

    void start() {
        thread.start();
    }

    private void run() {
        if (routes.get().isEmpty()) {
            state.status(new IntakeStatus.Off());
            state.gate().unstarted(List.of());
            thread.pause(PAUSE);
            return;
        }
        try (IntakeRun run = runs.apply(state)) {
            current = run;
            run.follow(routes, thread);
        } catch (WakeupException e) {
            LOG.debugf("intake was interrupted stopping=%s", thread.isStopping());
        } finally {
            end(current);
        }
    }

    private void end(@Nullable IntakeRun run) {
        if (run != null && run.hasCommitted()) {
            backoff.reset();
        }
        current = null;
        state.publish(Map.of(), List.of());
    }

    private Duration restart(RuntimeException failure) {
        // During a stop, a failure is expected.
        if (!thread.isStopping()) {
            state.status(new IntakeStatus.Retrying(FailureText.of(failure)));
        }
        return backoff.next();
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
        thread.stop();
        IntakeRun run = current;
        if (run != null) {
            run.wakeup();
        }
        thread.join(PATIENCE);
        thread.close();
    }
}
