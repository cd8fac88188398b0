package dev.tidings.tail;

import dev.tidings.session.Replay;
import dev.tidings.session.ReplaySource;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
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

    private final Thread thread = new Thread(this::serve, "tidings-replay");
    private volatile boolean stopping;
    private String lastFailure = "";

    ReplayThread(
            Supplier<Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer>> connect,
            ReplayRun run,
            ReplayMetrics metrics,
            Clock clock) {
        this.connect = connect;
        this.run = run;
        this.metrics = metrics;
        this.clock = clock;
        thread.setDaemon(true);
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

    private void serve() {
        while (!stopping) {
            try {
                if (run.isIdle()) {
                    run.add(requests.take(), clock.instant());
                }
                readAgain();
            } catch (InterruptedException | InterruptException e) {
                stopping = true;
            } catch (RuntimeException e) {
                said(e);
                run.endThoseOverLimit(clock.instant());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Reads with one consumer until none has been needed for a while; a new one continues after a broken one. */
    private void readAgain() throws InterruptedException {
        Consumer<@Nullable ByteBuffer, @Nullable ByteBuffer> consumer = connect.get();
        try {
            while (!stopping) {
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
            lastFailure = "";
            if (!run.isReading()) {
                // Waits until more replays have gathered, or sessions have taken what is left.
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (OffsetOutOfRangeException e) {
            LOG.infof(
                    "replay: the broker no longer has the records, sessions begin again partitions=%s", e.partitions());
            run.gone(e);
        }
    }

    /** Logs a failure once, however often it is retried. */
    private void said(RuntimeException failure) {
        String cause = String.valueOf(failure);
        if (!cause.equals(lastFailure)) {
            LOG.warnf("replay failed, retrying cause=%s", cause);
        }
        lastFailure = cause;
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
