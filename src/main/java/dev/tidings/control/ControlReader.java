package dev.tidings.control;

import dev.tidings.control.ControlMetrics.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The thread that reads the control topic for the life of the pod. It starts again after any failure. */
public final class ControlReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ControlReader.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TOLD_PER_PASS = 10;

    private final Supplier<ControlRun> runs;
    private final DenyList denials;
    private final ControlRecordHandler commands;
    private final ControlMetrics metrics;
    private final Thread thread = new Thread(this::follow, "tidings-control");
    private volatile boolean stopping;
    private volatile ControlStatus status = new ControlStatus.Connecting();
    private String lastFailure = "";
    private int told;

    ControlReader(Supplier<ControlRun> runs, DenyList denials, ControlRecordHandler commands, ControlMetrics metrics) {
        this.runs = runs;
        this.denials = denials;
        this.commands = commands;
        this.metrics = metrics;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void follow() {
        while (!stopping) {
            try (ControlRun run = runs.get()) {
                run.follow(this);
            } catch (InterruptException e) {
                stopping = true;
            } catch (RuntimeException e) {
                brokeOff(e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Logs a failure once, however often it repeats. The logouts that were read stay known. */
    private void brokeOff(RuntimeException failure) {
        status(new ControlStatus.Connecting());
        String cause = String.valueOf(failure);
        LOG.logf(
                cause.equals(lastFailure) ? Level.DEBUG : Level.WARN,
                "control topic is not read, it is tried on and on cause=%s",
                cause);
        lastFailure = cause;
    }

    /** Sets the reader's status, and logs it if it has changed. */
    void status(ControlStatus now) {
        if (now.getClass() != status.getClass()) {
            LOG.infof("control %s", now);
        }
        if (now instanceof ControlStatus.Following) {
            denials.known();
            lastFailure = "";
        }
        status = now;
    }

    /** Applies a record. A bad record is skipped, so that its writer cannot block the records after it. */
    void take(ConsumerRecord<@Nullable String, byte @Nullable []> record) {
        try {
            commands.obey(record.key(), record.value());
        } catch (ControlRecords.Unusable e) {
            metrics.read(Outcome.REJECTED);
            LOG.logf(
                    told++ < TOLD_PER_PASS ? Level.WARN : Level.DEBUG,
                    "control record rejected topic=%s partition=%d offset=%d reason=%s",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
        }
    }

    /** Handles the end of a batch of records. */
    void passed() {
        told = 0;
        commands.passed(status instanceof ControlStatus.Following);
    }

    boolean isStopping() {
        return stopping;
    }

    public ControlStatus status() {
        return status;
    }

    public boolean isAlive() {
        return thread.isAlive();
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
