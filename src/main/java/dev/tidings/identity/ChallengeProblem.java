package dev.tidings.identity;

import dev.tidings.http.Problem;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A challenge with a body that repeats it. */
record ChallengeProblem(ChallengeData challenge) {
    private static final Pattern DESCRIPTION = Pattern.compile("error_description=\"([^\"]*)\"");

    void send(HttpServerResponse response) {
        challenge.getHeaders().forEach((name, value) -> response.putHeader(name.toString(), value));
        problem().end(response);
    }

    Response toResponse() {
        Response.ResponseBuilder answer = Response.fromResponse(problem().answer());
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }

    private Problem problem() {
        if (challenge.status != 401) {
            return new Problem(challenge.status, "Not available", "the issuer's keys cannot be read");
        }
        return new Problem(
                401, "Unauthorized", "token: " + fault() + " (expected: Authorization: Bearer <access token>)");
    }

    private String fault() {
        String header = String.join(", ", challenge.getHeaders().values());
        Matcher description = DESCRIPTION.matcher(header);
        if (description.find()) {
            return description.group(1);
        }
        return header.contains("error=") ? "refused" : "missing";
    }
}
