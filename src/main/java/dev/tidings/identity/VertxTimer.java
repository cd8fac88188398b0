package dev.tidings.identity;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The timer of production, whose tasks run on one context. */
record VertxTimer(Vertx vertx, Context home) implements IssuerKeyCache.Timer {
    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.toMillis() == 0) {
            home.runOnContext(now -> task.run());
        } else {
            home.runOnContext(now -> vertx.setTimer(delay.toMillis(), id -> task.run()));
        }
    }
}
