package dev.tidings.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Adds a body to every refusal that a resource throws, or that is thrown on the way to one. */
class ProblemMappers {
    private static final int LONGEST = 200;

    @ServerExceptionMapper
    public Response ours(ProblemException exception) {
        return exception.answer();
    }

    @ServerExceptionMapper
    public Response others(WebApplicationException exception, HttpHeaders headers) {
        Response answer = exception.getResponse();
        if (answer.hasEntity() || answer.getStatus() < 400) {
            return answer;
        }
        Problem problem = new Problem(answer.getStatus(), title(answer), detail(answer.getStatus(), headers));
        Response.ResponseBuilder with = Response.fromResponse(problem.answer());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> with.header(name, value)));
        return with.build();
    }

    private static String title(Response answer) {
        String phrase = answer.getStatusInfo().getReasonPhrase();
        return phrase == null || phrase.isEmpty() ? "Status " + answer.getStatus() : phrase;
    }

    private static String detail(int status, HttpHeaders headers) {
        return switch (status) {
            case 404 -> "path: not found (expected: a path of /q/openapi)";
            case 406 -> given(headers, HttpHeaders.ACCEPT) + " (expected: application/json)";
            case 415 ->
                given(headers, HttpHeaders.CONTENT_TYPE) + " (expected: a media type of this operation in /q/openapi)";
            default -> "request: refused (expected: a request as in /q/openapi)";
        };
    }

    private static String given(HttpHeaders headers, String name) {
        @Nullable String value = headers.getHeaderString(name);
        if (value == null || value.isBlank()) {
            return name + ": none";
        }
        return name + ": " + (value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...");
    }
}
