package dev.tidings.tail;

import dev.tidings.kafka.FailureLog;
import dev.tidings.kafka.SupervisedThread;
import dev.tidings.session.Replay;
import dev.tidings.session.ReplaySource;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log again for cursors that are older than the window, on a thread of its own that never delays the tail. It
 * holds a consumer only while a replay needs one.
 */
public final class ReplayThread implements ReplaySource, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ReplayThread.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer>> connect;
    private final ReplayRun run;
    private final ReplayMetrics metrics;
    private final Clock clock;
    /** The requests: one entry for each partition of a session at most. */
    private final LinkedBlockingQueue<Replay> requests = new LinkedBlockingQueue<>();

    private final SupervisedThread thread = new SupervisedThread("tidings-replay", this::serve, this::restart);
    private final FailureLog failures = new FailureLog(LOG, Level.WARN, "replays failed and are retried");

    ReplayThread(
            Supplier<Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer>> connect,
            ReplayRun run,
            ReplayMetrics metrics,
            Clock clock) {
        this.connect = connect;
        this.run = run;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    @Override
    public void request(Replay replay) {
        metrics.requested();
        requests.add(replay);
    }

    /** Returns the memory of records that were read again, in bytes. */
    public long bytes() {
        return run.bytes();
    }

    private void serve() throws InterruptedException {
        if (run.isIdle()) {
            run.add(requests.take(), clock.instant());
        }
        runScans();
    }

    private Duration restart(RuntimeException failure) {
        failures.log(String.valueOf(failure));
        run.endScansOverLimit(clock.instant());
        return PAUSE;
    }

    /** Reads with one consumer until none has been needed for a while; a new one continues after a broken one. */
    private void runScans() throws InterruptedException {
        Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer = connect.get();
        try {
            while (!thread.isStopping()) {
                addRequests();
                if (run.isIdle()) {
                    Replay next = requests.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    if (next == null) {
                        return;
                    }
                    run.add(next, clock.instant());
                }
                pass(consumer);
            }
        } finally {
            Thread.interrupted();
            consumer.close(CloseOptions.timeout(PAUSE));
        }
    }

    private void addRequests() {
        List<Replay> some = new ArrayList<>();
        requests.drainTo(some);
        some.forEach(replay -> run.add(replay, clock.instant()));
    }

    private void pass(Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer) throws InterruptedException {
        try {
            run.pass(consumer, clock.instant());
            failures.clear();
            if (!run.isReading()) {
                // Waits until more replays have gathered, or sessions have taken what is left.
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (OffsetOutOfRangeException e) {
            LOG.infof(
                    "the log no longer holds the records of a replay: sessions reconnect partitions=%s",
                    e.partitions());
            run.endScansOf(e.partitions());
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
