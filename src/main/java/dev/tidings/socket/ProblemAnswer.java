package dev.tidings.socket;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** Ends requests with problem details (RFC 9457). */
final class ProblemAnswer {
    private ProblemAnswer() {}

    static void end(HttpServerResponse response, int status, String detail) {
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                .put("status", status)
                .put("detail", detail);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }

    /** What a 426 has to name: the protocol, and its version (RFC 6455, 4.2.2). */
    static void requireUpgrade(HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONNECTION, "Upgrade")
                .putHeader(HttpHeaders.UPGRADE, "websocket")
                .putHeader("Sec-WebSocket-Version", HandshakeRules.VERSION);
    }
}
