package dev.tidings.intake.route;

import dev.tidings.event.LogTerms;
import dev.tidings.event.TopicsConfig;
import dev.tidings.intake.format.FormatFactory;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Assembles the configured routes, and watches their file. */
class RouteAssembly {
    @Produces
    @Singleton
    ActiveRoutes routes(
            RoutesConfig config, RoutesFileConfig file, TopicsConfig topics, FormatFactory formats, LogTerms log) {
        ActiveRoutes routes = new ActiveRoutes(
                new RoutesCompiler(formats, RoutesCompiler.ownTopics(topics), log.maxEventSize()),
                ConfiguredRoutes.of(config),
                file.routesFile().map(Path::of).orElse(null));
        try {
            routes.start();
        } catch (WrongRoutesException e) {
            throw new ConfigurationException("Tidings does not start: " + e.getMessage());
        }
        return routes;
    }

    @Produces
    @Singleton
    RoutesWatch watch() {
        return new RoutesWatch();
    }

    void close(@Disposes RoutesWatch watch) {
        watch.close();
    }

    /** Runs right after the keys have been checked, so that an invalid route stops the start. */
    void start(
            @Observes @Priority(3) StartupEvent start, ActiveRoutes routes, RoutesWatch watch, RoutesFileConfig file) {
        if (file.routesFile().isPresent()) {
            watch.start(routes, file.routesInterval());
        } else {
            routes.version();
        }
    }
}
