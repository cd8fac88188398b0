package dev.tidings.socket;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /ws} without an upgrade as it would answer the handshake. A browser hides the reason of a refused
 * handshake from a page, so its client sends this request. A wrong token or origin has been refused before this.
 */
@Singleton
class PlainRequest {
    private static final int UNAVAILABLE = 503;

    private final AdmissionCheck admission;
    private final RetryAfter retryAfter;

    PlainRequest(AdmissionCheck admission, RetryAfter retryAfter) {
        this.admission = admission;
        this.retryAfter = retryAfter;
    }

    void register(@Observes Router router) {
        router.get("/ws").handler(this::answer);
        router.head("/ws").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (HandshakeRules.isAttempt(context.request().headers())) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response();
        @Nullable String full = admission.refusalReason();
        if (full != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, retryAfter.seconds());
            ProblemAnswer.end(response, UNAVAILABLE, "no session can begin: " + full);
            return;
        }
        ProblemAnswer.requireUpgrade(response);
        ProblemAnswer.end(
                response,
                HandshakeRules.UPGRADE_REQUIRED,
                "no upgrade (expected: a WebSocket handshake; proxies must forward Upgrade and Connection)");
    }
}
