package dev.tidings.identity;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the issuers that have not been reached yet. The pod is ready nevertheless: tokens of the others are accepted,
 * and clients with a token of an unreached issuer get 503 and can retry later.
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
