package dev.tidings.lifecycle;

import dev.tidings.tail.TailThread;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Reports alive while the tail's thread lives and works. An unreachable broker is no reason for a restart. */
@Liveness
@Singleton
class TailLiveness implements HealthCheck {
    private final TailThread tail;

    TailLiveness(TailThread tail) {
        this.tail = tail;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("tail").status(tail.isAlive()).build();
    }
}
