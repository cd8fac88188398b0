package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.kafka.FailureLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** The state of intake, for readiness, metrics and the log. Intake's thread writes it; any thread reads it. */
final class IntakeState {
    private static final Logger LOG = Logger.getLogger(IntakeState.class);
    private static final Duration REPEAT = Duration.ofMinutes(10);

    private final StartGate gate;
    private final Interval repeat;
    private final FailureLog failures = new FailureLog(LOG, Level.WARN, "intake failed and retries");
    private volatile IntakeStatus status = new IntakeStatus.Off();
    private volatile Map<SourcePartition, Long> lags = Map.of();
    private volatile List<String> missing = List.of();
    private IntakeStatus lastLogged = new IntakeStatus.Off();

    IntakeState(StartGate gate, NanoClock nanos) {
        this.gate = gate;
        this.repeat = new Interval(REPEAT, nanos);
    }

    /** Sets the status; logs a status that has changed, and each cause of a failure once in ten minutes. */
    void status(IntakeStatus now) {
        if (now instanceof IntakeStatus.Retrying retrying) {
            logFailure(retrying.cause());
        } else if (!(now instanceof IntakeStatus.Connecting) && !now.equals(lastLogged)) {
            LOG.infof("intake %s", now);
            lastLogged = now;
        }
        status = now;
    }

    private void logFailure(String cause) {
        if (repeat.isDue()) {
            failures.clear();
        }
        if (failures.log(cause)) {
            repeat.restart();
        }
    }

    /** Records that a batch is committed. */
    void committed() {
        if (failures.clear()) {
            LOG.info("intake continues");
        }
        status(new IntakeStatus.Following());
    }

    /** Publishes the lags and the missing topics. */
    void publish(Map<SourcePartition, Long> newLags, List<String> newMissing) {
        lags = newLags;
        missing = newMissing;
    }

    StartGate gate() {
        return gate;
    }

    IntakeStatus status() {
        return status;
    }

    /** Returns the lags of the partitions that this pod maps, in records. */
    Map<SourcePartition, Long> lags() {
        return lags;
    }

    /** Returns the topics that routes name and that do not exist. */
    List<String> missing() {
        return missing;
    }
}
