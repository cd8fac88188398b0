package dev.tidings.control;

import dev.tidings.control.ControlMetrics.Outcome;
import dev.tidings.kafka.FailureLog;
import dev.tidings.kafka.SupervisedThread;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    private final SupervisedThread thread = new SupervisedThread("tidings-control", this::follow, this::restart);
    private final FailureLog failures = new FailureLog(LOG, Level.WARN, "control topic cannot be read, retrying");
    private volatile ControlStatus status = new ControlStatus.Connecting();
    private int told;

    ControlReader(Supplier<ControlRun> runs, DenyList denials, ControlRecordHandler commands, ControlMetrics metrics) {
        this.runs = runs;
        this.denials = denials;
        this.commands = commands;
        this.metrics = metrics;
    }

    void start() {
        thread.start();
    }

    private void follow() {
        try (ControlRun run = runs.get()) {
            run.follow(this);
        }
    }

    /** Reports a failure. The logouts that were read stay known. */
    private Duration restart(RuntimeException failure) {
        status(new ControlStatus.Connecting());
        failures.log(String.valueOf(failure));
        return PAUSE;
    }

    /** Sets the reader's status, and logs it if it has changed. */
    void status(ControlStatus now) {
        if (now.getClass() != status.getClass()) {
            LOG.infof("control %s", now);
        }
        if (now instanceof ControlStatus.Following) {
            denials.known();
            failures.clear();
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
        return thread.isStopping();
    }

    public ControlStatus status() {
        return status;
    }

    public boolean isAlive() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        thread.close();
    }
}
