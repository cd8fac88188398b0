package dev.tidings.intake;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps a pod from being ready at its start until what is written to its routes' topics from then on will be mapped. Once open, it
 * stays so; and it opens after a while in any case, since a pod can push what is in the log all the same.
 */
final class StartGate {
    private static final Logger LOG = Logger.getLogger(StartGate.class);

    private final Duration patience;
    private final LongSupplier nanos;
    private final long began;
    private volatile boolean open;
    private volatile List<String> unstarted = List.of();

    StartGate(Duration patience, LongSupplier nanos) {
        this.patience = patience;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** Topics that have no start yet; none opens it. */
    void unstarted(List<String> topics) {
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
                    "ready though intake has no start in topics=%s after=%s (tidings.intake.start-timeout)",
                    unstarted, patience);
        }
        return open;
    }
}
