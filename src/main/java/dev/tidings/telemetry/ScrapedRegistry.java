package dev.tidings.telemetry;

import io.prometheus.client.CollectorRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Provides the one registry that is scraped: Quarkus' own is a different object for each injection. */
class ScrapedRegistry {
    @Produces
    @Singleton
    CollectorRegistry registry() {
        return new CollectorRegistry(true);
    }
}
