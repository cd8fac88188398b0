package dev.tidings.demo;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers that tell what was wrong, as problem details (RFC 9457). */
final class Problem {
    private static final int TOO_LARGE = 413;
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private Problem() {}

    static WebApplicationException badRequest(String detail) {
        return of(Response.status(Response.Status.BAD_REQUEST), 400, "Bad request", detail);
    }

    static WebApplicationException tooLarge(String detail) {
        return of(Response.status(TOO_LARGE), TOO_LARGE, "Too large", detail);
    }

    /** Without a challenge: the page asks for the name and the password, not the browser. */
    static WebApplicationException unauthorized(String detail) {
        return of(Response.status(UNAUTHORIZED), UNAUTHORIZED, "Not signed in", detail);
    }

    static WebApplicationException unavailable(String detail) {
        Response.ResponseBuilder answer = Response.status(UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, 1);
        return of(answer, UNAVAILABLE, "Not available", detail);
    }

    private static WebApplicationException of(
            Response.ResponseBuilder answer, int status, String title, String detail) {
        String body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .encode();
        return new WebApplicationException(
                answer.type("application/problem+json").entity(body).build());
    }
}
