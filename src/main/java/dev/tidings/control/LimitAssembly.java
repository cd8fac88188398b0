package dev.tidings.control;

import dev.tidings.session.SessionConfig;
import dev.tidings.session.SessionRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes what holds the limit of a user's sessions over all pods, and starts it. */
class LimitAssembly {
    @Produces
    @Singleton
    PodName name() {
        return PodName.ofThisProcess();
    }

    @Produces
    @Singleton
    Announcer.Terms terms(PodName name, ControlConfig config, SessionConfig session) {
        return new Announcer.Terms(
                name.toString(),
                session.maxPerUser(),
                config.announceFrom(),
                config.maxAnnounced(),
                config.podTimeout());
    }

    @Produces
    @Singleton
    Elsewhere elsewhere(Announcer.Terms terms, Clock clock) {
        return new Elsewhere(terms.self(), terms.max(), clock);
    }

    @Produces
    @Singleton
    Outlet outlet(ControlProducer producer, ControlMetrics metrics) {
        return new KafkaOutlet(producer, metrics);
    }

    @Produces
    @Singleton
    Announcer announcer(
            Announcer.Terms terms, SessionRegistry sessions, Elsewhere elsewhere, Outlet outlet, Clock clock) {
        return new Announcer(terms, new SessionSeats(sessions), elsewhere, outlet, clock);
    }

    @Produces
    @Singleton
    AnnounceThread thread(Announcer announcer, ControlReader reader) {
        return new AnnounceThread(announcer, () -> reader.status() instanceof ControlStatus.Following);
    }

    void close(@Disposes AnnounceThread thread) {
        thread.close();
    }

    void begin(@Observes @Priority(5000) StartupEvent start, AnnounceThread thread) {
        thread.start();
    }
}
