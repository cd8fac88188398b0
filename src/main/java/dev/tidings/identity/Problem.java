package dev.tidings.identity;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers that tell what was wrong, as problem details (RFC 9457). */
public final class Problem {
    private static final int UNAVAILABLE = 503;

    private Problem() {}

    public static Response unavailable(String detail) {
        return Response.fromResponse(of(UNAVAILABLE, "Not available", detail))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    public static Response of(int status, String title, String detail) {
        String body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .encode();
        return Response.status(status)
                .type("application/problem+json")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body)
                .build();
    }
}
