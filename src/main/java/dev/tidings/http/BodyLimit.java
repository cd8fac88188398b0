package dev.tidings.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body whose declared length exceeds the limit, with a problem, before Quarkus does it without one. */
@Singleton
class BodyLimit {
    /** The filter runs after authentication (200) and authorization (100), and before Quarkus' own limit (2). */
    private static final int BEFORE_QUARKUS = 50;

    private final long max;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize max) {
        this.max = max.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, BEFORE_QUARKUS);
    }

    long max() {
        return max;
    }

    private void handle(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !exceeds(length)) {
            context.next();
            return;
        }
        // The rest of the body is not awaited.
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.response().endHandler(done -> context.request().connection().close());
        problem().end(context.response());
    }

    private boolean exceeds(String length) {
        return length.length() > 18 || Long.parseLong(length) > max;
    }

    Problem problem() {
        return new Problem(
                413,
                "Too large",
                "body: too many bytes (expected: at most " + max + ", quarkus.http.limits.max-body-size)");
    }
}
