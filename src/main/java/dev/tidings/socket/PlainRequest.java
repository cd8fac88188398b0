package dev.tidings.socket;

import dev.tidings.http.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /ws} without an upgrade, answered as the handshake would be: a browser tells a page nothing of a refused
 * handshake, so its client asks. What is wrong with token or origin has been answered before this.
 */
@Singleton
class PlainRequest {
    private static final int UNAVAILABLE = 503;
    private static final int UPGRADE_REQUIRED = 426;

    private final AdmissionCheck admission;
    private final RetryAfter retryAfter;

    PlainRequest(AdmissionCheck admission, RetryAfter retryAfter) {
        this.admission = admission;
        this.retryAfter = retryAfter;
    }

    void register(@Observes Router router) {
        router.get("/ws").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (context.request().headers().contains("Sec-WebSocket-Key")) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        @Nullable String full = admission.whyFull();
        if (full != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter.seconds());
            new Problem(UNAVAILABLE, "Service Unavailable", "no session can begin now: " + full).end(response);
            return;
        }
        response.putHeader(HttpHeaders.CONNECTION, "Upgrade").putHeader(HttpHeaders.UPGRADE, "websocket");
        new Problem(UPGRADE_REQUIRED, "Upgrade Required", "no upgrade (expected: a WebSocket handshake)").end(response);
    }
}
