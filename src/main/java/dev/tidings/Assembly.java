package dev.tidings;

import dev.tidings.concurrent.NanoClock;
import dev.tidings.event.LogTerms;
import dev.tidings.intake.RoutesSource;
import dev.tidings.intake.route.ActiveRoutes;
import dev.tidings.session.EndedSessions;
import dev.tidings.session.HomePartitions;
import dev.tidings.session.KeepAlive;
import dev.tidings.session.LogAccess;
import dev.tidings.session.LogConfig;
import dev.tidings.session.PartitionInterest;
import dev.tidings.session.Presence;
import dev.tidings.session.SessionConfig;
import dev.tidings.session.SessionLimits;
import dev.tidings.session.SessionMetrics;
import dev.tidings.session.SessionRegistry;
import dev.tidings.session.Sessions;
import dev.tidings.session.StartResolver;
import dev.tidings.settings.WrongSettings;
import dev.tidings.socket.Admission;
import dev.tidings.tail.LogExtents;
import dev.tidings.tail.ReplayConfig;
import dev.tidings.tail.ReplayThread;
import dev.tidings.tail.TailConfig;
import dev.tidings.window.WindowConfig;
import dev.tidings.window.Windows;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** Creates the plain classes of the event path from their configuration. No other class depends on all of them. */
class Assembly {
    /** @param checked ensures that the settings are valid before anything is created */
    Assembly(WrongSettings checked) {}

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    NanoClock nanos() {
        return System::nanoTime;
    }

    @Produces
    @Singleton
    Windows windows(WindowConfig config) {
        return new Windows(config.maxBytes(), config.maxAge());
    }

    @Produces
    @Singleton
    SessionRegistry registry(SessionConfig config, WindowConfig window) {
        return new SessionRegistry(new EndedSessions(config.maxRemembered(), window.maxAge()));
    }

    @Produces
    @Singleton
    Admission admission() {
        return new Admission();
    }

    @Produces
    @Singleton
    Sessions.Environment environment(
            Clock clock, LogExtents extents, ReplayThread replays, PartitionInterest interests, Presence presence) {
        return new Sessions.Environment(
                clock,
                () -> ThreadLocalRandom.current().nextLong(),
                new LogAccess(extents, replays, interests),
                presence);
    }

    @Produces
    @Singleton
    HomePartitions homes(LogConfig log) {
        return new HomePartitions(log.partitioners());
    }

    /** Returns a source of the routes in force, which may change with the routes' file. */
    @Produces
    @Singleton
    RoutesSource routes(ActiveRoutes routes) {
        return routes::current;
    }

    @Produces
    @Singleton
    LogTerms terms(LogConfig log, TailConfig tail) {
        return LogTerms.of(log.partitioners(), tail.maxEventSize());
    }

    @Produces
    @Singleton
    StartResolver starts(Windows windows, HomePartitions homes, ReplayConfig replay) {
        return new StartResolver(windows, homes, replay.maxRecords());
    }

    @Produces
    @Singleton
    Sessions sessions(
            StartResolver starts,
            SessionRegistry registry,
            SessionConfig config,
            SessionMetrics metrics,
            Sessions.Environment environment) {
        SessionLimits limits = new SessionLimits(
                config.maxPerUser(),
                config.maxPerPod(),
                config.heartbeat(),
                config.stallTimeout(),
                new KeepAlive(config.cursorInterval(), config.maxAge()));
        return new Sessions(starts, registry, limits, metrics, environment);
    }
}
