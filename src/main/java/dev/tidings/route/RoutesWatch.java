package dev.tidings.route;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the routes' file again and again, by its content: a mounted ConfigMap changes by links that are swapped. */
final class RoutesWatch implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "tidings-routes");
        thread.setDaemon(true);
        return thread;
    });

    void begin(RoutesInForce routes, Duration interval) {
        executor.scheduleWithFixedDelay(routes::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
