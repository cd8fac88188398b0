package dev.tidings.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers failures below the resources, and unforeseen ones, with a body that reveals no internals. */
@Singleton
class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    void register(@Observes Router router) {
        router.route().order(0).failureHandler(Failures::handle);
    }

    private static void handle(RoutingContext context) {
        if (context.response().headWritten() || context.response().ended()) {
            context.next();
            return;
        }
        problem(context).end(context.response());
    }

    private static Problem problem(RoutingContext context) {
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            return new Problem(status, "Request refused", "request: malformed (expected: HTTP, and a path in UTF-8)");
        }
        @Nullable Throwable failure = context.failure();
        if (failure instanceof SecurityException) {
            return new Problem(403, "Forbidden", "request: not allowed here (expected: see quarkus.http.auth)");
        }
        if (failure instanceof RejectedExecutionException) {
            return new Problem(503, "Not available", "too many requests at once");
        }
        if (failure instanceof IOException) {
            LOG.debugf(
                    failure,
                    "%s: the client closed the connection",
                    context.request().method());
        } else {
            LOG.errorf(failure, "%s %s: failed", context.request().method(), context.normalizedPath());
        }
        return new Problem(500, "Internal error", "the request failed (expected: an answer; the log has the cause)");
    }
}
