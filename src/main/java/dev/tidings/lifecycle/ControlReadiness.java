package dev.tidings.lifecycle;

import dev.tidings.control.ControlReader;
import dev.tidings.control.ControlStatus;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports ready once the control topic is read up to its end, so that all earlier logouts are known. */
@Readiness
@Singleton
class ControlReadiness implements HealthCheck {
    private final ControlReader reader;

    ControlReadiness(ControlReader reader) {
        this.reader = reader;
    }

    @Override
    public HealthCheckResponse call() {
        ControlStatus status = reader.status();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("control")
                .status(status instanceof ControlStatus.Following)
                .withData("status", label(status));
        if (status instanceof ControlStatus.WaitingForTopic waiting) {
            response.withData("missing", waiting.missing()).withData("create", waiting.command());
        }
        return response.build();
    }

    private static String label(ControlStatus status) {
        return status.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
