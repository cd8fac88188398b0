package dev.tidings.inbox;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Assembles the inbox's own thread, and starts it where the inbox is on. */
class InboxAssembly {
    @Produces
    @Singleton
    InboxThread thread(
            InboxDatabase database, InboxWork work, ProjectionWatch watch, Retention retention, Clock clock) {
        return new InboxThread(database, work, watch, retention, clock);
    }

    @Produces
    @Singleton
    Retention retention(InboxConfig config, InboxMetrics metrics, Clock clock) {
        return new Retention(config.retention(), metrics, clock);
    }

    void close(@Disposes InboxThread thread) {
        thread.close();
    }

    /** Starts the thread after the database of dev mode; while the inbox is off, nothing of it is created. */
    void begin(@Observes @Priority(5000) StartupEvent start, InboxConfig config, Instance<InboxThread> thread) {
        if (config.enabled()) {
            thread.get().start();
        }
    }
}
