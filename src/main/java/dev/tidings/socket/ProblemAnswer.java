package dev.tidings.socket;

import dev.tidings.http.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Ends requests with problem details (RFC 9457). */
final class ProblemAnswer {
    private ProblemAnswer() {}

    static void end(HttpServerResponse response, int status, String detail) {
        new Problem(status, HttpResponseStatus.valueOf(status).reasonPhrase(), detail).end(response);
    }

    /** Sets the headers that a 426 must have: the protocol and its version (RFC 6455, 4.2.2). */
    static void requireUpgrade(HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONNECTION, "Upgrade")
                .putHeader(HttpHeaders.UPGRADE, "websocket")
                .putHeader("Sec-WebSocket-Version", HandshakeRules.VERSION);
    }
}
