package dev.tidings.identity;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Answers that tell what was wrong, as problem details (RFC 9457). */
public final class Problem {
    private static final int UNAVAILABLE = 503;

    private Problem() {}

    public static Response unavailable(String detail) {
        return unavailable(detail, Map.of());
    }

    /** With members of its own beside the usual ones. */
    public static Response unavailable(String detail, Map<String, ?> more) {
        JsonObject body = body(UNAVAILABLE, "Not available", detail);
        more.forEach(body::put);
        return Response.fromResponse(answer(UNAVAILABLE, body))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    public static Response of(int status, String title, String detail) {
        return answer(status, body(status, title, detail));
    }

    private static JsonObject body(int status, String title, String detail) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    private static Response answer(int status, JsonObject body) {
        return Response.status(status)
                .type("application/problem+json")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body.encode())
                .build();
    }
}
