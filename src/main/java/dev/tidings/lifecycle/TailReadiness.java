package dev.tidings.lifecycle;

import dev.tidings.session.Sessions;
import dev.tidings.socket.Admission;
import dev.tidings.tail.TailStatus;
import dev.tidings.tail.TailThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports ready once the log is read up to its end, and while the broker is not silent for longer than its grace. */
@Readiness
@Singleton
class TailReadiness implements HealthCheck {
    private final TailThread tail;
    private final Sessions sessions;
    private final Admission admission;
    private final Clock clock;

    TailReadiness(TailThread tail, Sessions sessions, Admission admission, Clock clock) {
        this.tail = tail;
        this.sessions = sessions;
        this.admission = admission;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        TailStatus status = tail.status();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("tail")
                .status(isReady(status) && isOpen())
                .withData("status", label(status));
        if (status instanceof TailStatus.WaitingForTopics waiting) {
            response.withData("missing", String.join(", ", waiting.missing()));
        } else if (status instanceof TailStatus.CatchingUp catchingUp) {
            response.withData("behind", catchingUp.recordsBehind());
        } else if (status instanceof TailStatus.BrokerSilent silent) {
            response.withData("since", silent.since().toString());
        }
        return response.build();
    }

    /** Returns whether sessions are accepted. A ready pod must not refuse a new client, nor close its session soon. */
    private boolean isOpen() {
        return sessions.canBegin() && !admission.isDraining();
    }

    private boolean isReady(TailStatus status) {
        if (status instanceof TailStatus.BrokerSilent silent) {
            return tail.hasCaughtUpOnce() && silent.since().plus(silent.grace()).isAfter(clock.instant());
        }
        return status instanceof TailStatus.Following;
    }

    private static String label(TailStatus status) {
        return status.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
