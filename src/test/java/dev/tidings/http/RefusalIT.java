package dev.tidings.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawRequest;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request, the answer is problem details, and never 500. */
@TidingsTest
class RefusalIT {
    private static final String EVENTS = "/api/events";
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final byte[] EVENT = new JsonObject(TestLog.cloudEvent("1"))
            .put("audience", "alice")
            .encode()
            .getBytes(UTF_8);

    @Inject
    private static Issuer issuer;

    @Inject
    private static TidingsProcess tidings;

    private static RawRequest request(String method, String path) {
        return RawRequest.of(method, path)
                .bearer(issuer.mint("shop")
                        .groups("tidings-publisher", "tidings-admin")
                        .sign());
    }

    private static RawRequest event() {
        return request("POST", EVENTS).header("Content-Type", STRUCTURED);
    }

    private static RawRequest.Answer problem(int status, RawRequest request) {
        RawRequest.Answer answer = request.send(tidings.port());
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("type")).isEqualTo("about:blank");
        assertThat(problem.getString("title")).isNotEmpty();
        assertThat(problem.getString("detail")).contains("(expected: ");
        assertThat(problem.fieldNames()).containsOnly("type", "title", "status", "detail");
        return answer;
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/api/events,'OPTIONS, POST'",
        "GET,/api/events/,'OPTIONS, POST'",
        "POST,/api/connect,'GET, HEAD, OPTIONS'",
        "DELETE,/api/admin/events/a/b,'GET, HEAD, OPTIONS'",
        "GET,/api/admin/users/alice/logout,'OPTIONS, POST'",
        "PATCH,/api/admin/users/alice/sessions,'GET, HEAD, OPTIONS'",
        "GET,/api/admin/dead-letters/retry,'OPTIONS, POST'",
        "GET,/backchannel-logout,'OPTIONS, POST'",
        "TRACE,/api/events,'OPTIONS, POST'",
        "BREW,/api/connect,'GET, HEAD, OPTIONS'"
    })
    void anUnknownMethodIsAnswered405WithTheAllowedMethods(String method, String path, String allow) {
        assertThat(problem(405, request(method, path)).header("Allow")).isEqualTo(allow);
        RawRequest.Answer asked = request("OPTIONS", path).send(tidings.port());
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Allow")).isEqualTo(allow);
    }

    @Test
    void headIsAnsweredAsGetWithoutABody() {
        RawRequest.Answer connect = request("HEAD", "/api/connect").send(tidings.port());
        assertThat(connect.status()).isEqualTo(200);
        assertThat(connect.body()).isEmpty();
        RawRequest.Answer events = request("HEAD", EVENTS).send(tidings.port());
        assertThat(events.status()).isEqualTo(405);
        assertThat(events.body()).isEmpty();
    }

    @Test
    void aMissingTokenOrRoleIsNamedInTheAnswer() {
        RawRequest none =
                RawRequest.of("POST", EVENTS).header("Content-Type", STRUCTURED).body(EVENT);
        assertThat(problem(401, none).header("WWW-Authenticate")).isEqualTo("Bearer");
        RawRequest garbage = RawRequest.of("POST", EVENTS).bearer("garbage").body(EVENT);
        assertThat(problem(401, garbage).header("WWW-Authenticate")).startsWith("Bearer error=");
        RawRequest user = RawRequest.of("GET", "/api/admin/dead-letters").bearer(issuer.token("alice"));
        assertThat(problem(403, user).body()).contains("tidings-admin");
        problem(401, RawRequest.of("GET", "/ws"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/nothing", "/nothing", "/API/EVENTS", "/api/admin/users//sessions"})
    void anUnknownPathIsAnsweredWithProblemDetailsForBrowsersToo(String path) {
        problem(404, request("GET", path).header("Accept", "text/html"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "garbage", ";;,,q=9", "application/xml;q=1"})
    void aMediaTypeThatCannotBeProducedIsNamed(String accept) {
        assertThat(problem(406, request("GET", "/api/connect").header("Accept", accept))
                        .body())
                .contains(accept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "gzip, identity", "identity, br", "aes128gcm"
            })
    void anEncodedBodyIsRefusedAndItsEncodingNamed(String encoding) {
        RawRequest.Answer answer =
                problem(415, event().header("Content-Encoding", encoding).body(EVENT));
        assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
        assertThat(answer.body()).contains("Content-Encoding: " + encoding);
        RawRequest logout = request("POST", "/backchannel-logout")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Content-Encoding", encoding);
        problem(415, logout.body("logout_token=x".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity", "identity, identity", ""})
    void aBodyWithoutEncodingIsAccepted(String encoding) {
        assertThat(event().header("Content-Encoding", encoding)
                        .body(EVENT)
                        .send(tidings.port())
                        .status())
                .isEqualTo(202);
        assertThat(event().header("Content-Encoding", encoding)
                        .chunks(EVENT)
                        .send(tidings.port())
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAlsoInChunks() {
        byte[] large = new byte[600_000];
        for (String path : List.of(EVENTS, "/backchannel-logout", "/api/admin/users/alice/logout")) {
            String type = path.equals(EVENTS) ? STRUCTURED : "application/x-www-form-urlencoded";
            assertThat(problem(
                                    413,
                                    request("POST", path)
                                            .header("Content-Type", type)
                                            .chunks(large))
                            .body())
                    .contains("quarkus.http.limits.max-body-size");
            problem(413, request("POST", path).header("Content-Type", type).body(large));
        }
        problem(413, request("POST", EVENTS).header("Content-Length", "9223372036854775807"));
    }

    @Test
    void expectContinueIsAnswered() {
        for (String expect : List.of("100-continue", "100-Continue", "nonsense")) {
            assertThat(event().header("Expect", expect)
                            .body(EVENT)
                            .send(tidings.port())
                            .status())
                    .isEqualTo(202);
            assertThat(event().header("Expect", expect)
                            .chunks(EVENT)
                            .send(tidings.port())
                            .status())
                    .isEqualTo(202);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "a",
                "",
                "///",
                "\"",
                "a/b;c=\"",
                "*/*",
                "application/*",
                "text/plain, application/cloudevents+json",
                "application/cloudevents+json; charset=utf-16",
                "application/cloudevents+json; charset=\"UTF-32\"",
                "application/cloudevents+xml",
                "\u00ff\u00fe"
            })
    void aContentTypeOtherThanCloudEventsIsRefused(String type) {
        problem(415, request("POST", EVENTS).header("Content-Type", type).body(EVENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "UTF-32"})
    void aBodyInAnotherEncodingThanUtf8IsRefusedInAllModes(String charset) throws Exception {
        String event = new String(EVENT, UTF_8);
        problem(400, event().body(event.getBytes(charset)));
        RawRequest batch = request("POST", EVENTS).header("Content-Type", "application/cloudevents-batch+json");
        problem(400, batch.body(("[" + event + "]").getBytes(charset)));
        RawRequest binary = request("POST", EVENTS).header("Content-Type", "application/json");
        Map.of("specversion", "1.0", "id", "1", "source", "/s", "type", "t", "audience", "alice")
                .forEach((name, value) -> binary.header("ce-" + name, value));
        problem(400, binary.body(event.getBytes(charset)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/admin/events/x?user=%00",
                "/api/admin/events/x?user=%ff%fe",
                "/api/admin/events/%00",
                "/api/admin/events/x?user=",
                "/api/admin/dead-letters?limit=%D9%A3",
                "/api/admin/dead-letters?before=0@99999999999999999999",
                "/api/admin/dead-letters/0@9999999999999999999",
                "/api/admin/events/notifications-1@99999999999999999999"
            })
    void anInvalidPathOrQueryIsAnsweredWithProblemDetails(String target) {
        RawRequest.Answer answer = request("GET", target).send(tidings.port());
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
