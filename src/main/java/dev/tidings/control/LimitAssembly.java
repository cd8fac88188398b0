package dev.tidings.control;

import dev.tidings.event.TopicsConfig;
import dev.tidings.kafka.OutgoingChannel;
import dev.tidings.session.SessionConfig;
import dev.tidings.session.SessionRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Assembles and starts the limit of a user's sessions over all pods. */
class LimitAssembly {
    @Produces
    @Singleton
    PodName name() {
        return PodName.ofThisProcess();
    }

    @Produces
    @Singleton
    SessionLimitCoordinator.Terms terms(PodName name, ControlConfig config, SessionConfig session) {
        return new SessionLimitCoordinator.Terms(
                name.toString(),
                session.maxPerUser(),
                config.announceFrom(),
                config.maxAnnounced(),
                config.podTimeout());
    }

    @Produces
    @Singleton
    RemoteSessions elsewhere(SessionLimitCoordinator.Terms terms, Clock clock) {
        return new RemoteSessions(terms.self(), terms.max(), clock);
    }

    @Produces
    @Singleton
    AnnouncementWriter announcementWriter(
            @Identifier(OutgoingChannel.CONTROL) OutgoingChannel channel,
            TopicsConfig topics,
            ControlMetrics metrics) {
        return new KafkaAnnouncementWriter(channel, topics.control(), metrics);
    }

    @Produces
    @Singleton
    SessionLimitCoordinator announcer(
            SessionLimitCoordinator.Terms terms,
            SessionRegistry sessions,
            RemoteSessions elsewhere,
            AnnouncementWriter outlet,
            Clock clock) {
        return new SessionLimitCoordinator(terms, new RegisteredSessions(sessions), elsewhere, outlet, clock);
    }

    @Produces
    @Singleton
    AnnounceThread thread(SessionLimitCoordinator announcer, ControlReader reader) {
        return new AnnounceThread(announcer, () -> reader.status() instanceof ControlStatus.Following);
    }

    void close(@Disposes AnnounceThread thread) {
        thread.close();
    }

    void begin(@Observes @Priority(5000) StartupEvent start, AnnounceThread thread) {
        thread.start();
    }
}
