package dev.tidings.intake.route;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads the routes' file at intervals and compares its content: a mounted ConfigMap changes by swapped links. */
final class RoutesWatch implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    void start(ActiveRoutes routes, Duration interval) {
        Thread thread = new Thread(() -> watch(routes, interval), "tidings-routes");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(ActiveRoutes routes, Duration interval) {
        try {
            while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                routes.refresh();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
