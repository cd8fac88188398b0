package dev.tidings.lifecycle;

import dev.tidings.tail.TailThread;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Reports started once the tail has caught up with the log. */
@Startup
@Singleton
class TailStartup implements HealthCheck {
    private final TailThread tail;

    TailStartup(TailThread tail) {
        this.tail = tail;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("tail").status(tail.hasCaughtUpOnce()).build();
    }
}
