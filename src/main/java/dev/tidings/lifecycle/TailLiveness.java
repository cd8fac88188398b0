package dev.tidings.lifecycle;

import dev.tidings.tail.TailThread;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: the tail's thread lives and does its work; a broker that is away is no reason to be restarted. */
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
