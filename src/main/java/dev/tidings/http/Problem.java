package dev.tidings.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of every answer that refuses a request: problem details (RFC 9457). */
@Schema(
        name = "Problem",
        description = "Problem details (RFC 9457): detail names the fault and the expectation",
        requiredProperties = {"type", "title", "status", "detail"})
public record Problem(
        @Schema(examples = "about:blank") String type,
        @Schema(examples = "Bad request") String title,

        @Schema(examples = "400", minimum = "400", maximum = "599")
        int status,

        @Schema(examples = "id: missing (expected: a text)") String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final int UNAVAILABLE = 503;

    public Problem(int status, String title, String detail) {
        this("about:blank", title, status, detail);
    }

    public static Response unavailable(String detail) {
        return unavailable(detail, Map.of());
    }

    /** Returns a 503 whose body has further members beside the usual ones. */
    public static Response unavailable(String detail, Map<String, ?> more) {
        JsonObject body = new Problem(UNAVAILABLE, "Not available", detail).json();
        more.forEach(body::put);
        return Response.fromResponse(answer(UNAVAILABLE, body))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    /** Returns a refusal of a request that can be sent again in a moment. */
    static Response later(int status, String title, String detail) {
        return Response.fromResponse(of(status, title, detail))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    public static Response of(int status, String title, String detail) {
        return new Problem(status, title, detail).answer();
    }

    public Response answer() {
        return answer(status, json());
    }

    /** Ends a response below the resources. Its other headers are set already. */
    public void end(HttpServerResponse response) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json().encode());
    }

    private JsonObject json() {
        return new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }

    private static Response answer(int status, JsonObject body) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body.encode())
                .build();
    }
}
