package dev.tidings.intake;

import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports intake's state. At its start a pod is ready when the topics of its routes have a start, so that records
 * written from then on are mapped. After that it is ready whatever intake does: the pod can push from the log, and
 * others may map.
 */
@Readiness
@Singleton
class IntakeReadiness implements HealthCheck {
    private final IntakeThread intake;

    IntakeReadiness(IntakeThread intake) {
        this.intake = intake;
    }

    @Override
    public HealthCheckResponse call() {
        IntakeStatus status = intake.status();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("intake")
                .status(intake.gate().isOpen())
                .withData("status", label(status));
        if (status instanceof IntakeStatus.WaitingForTopics waiting) {
            response.withData("missing", String.join(", ", waiting.missing()));
        }
        if (status instanceof IntakeStatus.Retrying retrying) {
            response.withData("cause", retrying.cause());
        }
        if (!intake.gate().unstarted().isEmpty()) {
            response.withData(
                    "sources-without-start", String.join(", ", intake.gate().unstarted()));
        }
        if (!intake.missing().isEmpty()) {
            response.withData("sources-missing", String.join(", ", intake.missing()));
        }
        return response.build();
    }

    private static String label(IntakeStatus status) {
        return status.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
