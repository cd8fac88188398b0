package dev.tidings.intake;

import dev.tidings.concurrent.NanoClock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps a pod unready at its start until records that are written to its routes' topics from then on will be mapped.
 * Once open, it stays open. It also opens after a timeout, since a pod can push from the log without intake.
 */
final class StartGate {
    private static final Logger LOG = Logger.getLogger(StartGate.class);

    private final Duration patience;
    private final NanoClock nanos;
    private final long began;
    private volatile boolean open;
    private volatile List<String> unstarted = List.of();

    StartGate(Duration patience, NanoClock nanos) {
        this.patience = patience;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** Sets the topics that have no start yet; an empty list opens the gate. */
    void update(List<String> topics) {
        unstarted = topics;
        open |= topics.isEmpty();
    }

    List<String> unstarted() {
        return unstarted;
    }

    boolean isOpen() {
        if (!open && nanos.getAsLong() - began >= patience.toNanos()) {
            open = true;
            LOG.warnf(
                    "pod is ready, but intake has no start in topics=%s after=%s (tidings.intake.start-timeout)",
                    unstarted, patience);
        }
        return open;
    }
}
