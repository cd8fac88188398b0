package dev.tidings.kafka;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Brings results back to the caller's Vert.x context, since Kafka's client reports them on its own thread. */
public final class CallerContext {
    private CallerContext() {}

    /** Returns an executor for the current context; outside of one, tasks run where the result is reported. */
    public static Executor executor() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }
}
