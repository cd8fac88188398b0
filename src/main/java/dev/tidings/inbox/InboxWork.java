package dev.tidings.inbox;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What all work of the inbox shares: the writer that waits for the database, and whether the pod is stopping. */
@Singleton
class InboxWork {
    private final BatchWriter writer;
    private volatile boolean stopping;

    InboxWork(InboxDatabase database, InboxMetrics metrics, Clock clock) {
        writer = new BatchWriter(database::connection, metrics, new OutageLog(clock), this::isStopping);
    }

    /** Ends all waiting, before the consumer's threads are asked to stop. */
    void stop(@Observes ShutdownEvent stop) {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    BatchWriter writer() {
        return writer;
    }
}
