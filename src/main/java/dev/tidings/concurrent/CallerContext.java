package dev.tidings.concurrent;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** The Vert.x context of a caller, for results that arrive on another thread. */
public final class CallerContext {
    private CallerContext() {}

    /** Returns an executor on the caller's context, or on the thread of the result if there is none. */
    public static Executor executor() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(back -> task.run());
    }
}
