package dev.tidings.identity;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says which issuers have not been reached yet. The pod is ready all the same: tokens of the others are taken, and whoever
 * comes with one of theirs is told to come again later.
 */
@Readiness
@Singleton
class IssuerReadiness implements HealthCheck {
    private final Issuers issuers;

    IssuerReadiness(Issuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("issuers").up();
        issuers.known().forEach((name, known) -> response.withData(name, known ? "known" : "not-reached-yet"));
        return response.build();
    }
}
