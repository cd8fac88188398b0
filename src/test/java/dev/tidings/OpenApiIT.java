package dev.tidings;

import static dev.tidings.OpenApiDocument.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawRequest;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the resources do, and they do what it says. */
@TidingsTest(settings = {"TIDINGS_PUBLISH_RESPONSE=minimal", "TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS=" + Issuer.CLIENT})
class OpenApiIT {
    private static final String PROBLEM = "application/problem+json";
    private static final List<String> EVENTS =
            List.of("application/cloudevents+json", "application/cloudevents-batch+json");

    /** What takes a state that no request here brings about: a busy or starting pod, deleted records, many changes. */
    private static final Set<String> NOT_PROVOKED = Set.of("503", "409", "410", "429");

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static InstanceFactory instances;

    private static TidingsProcess tidings;
    private static OpenApiDocument document;

    @BeforeAll
    static void prepare() throws Exception {
        tidings = instances.keep(Requests.withInbox(log, instances.named("openapi")));
        document = OpenApiDocument.of(tidings);
        Requests.prepare(log, tidings, service());
    }

    private static String service() {
        return issuer.mint("shop").groups("tidings-publisher", "tidings-admin").sign();
    }

    @Test
    void everyOperationDescribesItselfAndItsRefusals() {
        assertThat(document.operations()).hasSizeGreaterThan(10);
        document.operations().forEach((name, operation) -> {
            assertThat(operation.path("summary").asText()).as(name).isNotEmpty();
            assertThat(operation.path("operationId").asText()).as(name).isNotEmpty();
            assertThat(names(operation.path("responses"))).as(name).contains("400", "401", "403", "413", "415", "503");
            for (String status : names(operation.path("responses"))) {
                JsonNode response = document.response(operation, status);
                assertThat(response.path("description").asText())
                        .as("%s %s", name, status)
                        .isNotEmpty();
                if (status.startsWith("2") || Set.of("414", "431").contains(status)) {
                    continue;
                }
                JsonNode problem = document.schema(response, PROBLEM);
                assertThat(names(problem.path("properties")))
                        .as("%s %s", name, status)
                        .contains("title", "status", "detail");
            }
            assertThat(document.response(operation, "401")
                            .at("/headers/WWW-Authenticate")
                            .isMissingNode())
                    .isFalse();
            assertThat(document.response(operation, "503")
                            .at("/headers/Retry-After")
                            .isMissingNode())
                    .isFalse();
        });
    }

    @Test
    void logoutAnswersWithoutContent() {
        for (String path : List.of("/api/admin/users/{user}/logout", "/api/admin/logins/{sid}/logout")) {
            JsonNode responses = document.operation("post " + path).path("responses");
            assertThat(names(responses)).contains("204").doesNotContain("200");
            assertThat(responses.path("204").has("content")).isFalse();
        }
    }

    @Test
    void everyOperationNeedsATokenExceptBackchannelLogout() {
        String scheme = names(document.root().at("/components/securitySchemes")).get(0);
        assertThat(document.root()
                        .at("/components/securitySchemes/" + scheme + "/scheme")
                        .asText())
                .isEqualTo("bearer");
        document.operations().forEach((name, operation) -> assertThat(
                        operation.at("/security/0").has(scheme))
                .as(name)
                .isEqualTo(!name.endsWith("/backchannel-logout")));
    }

    @Test
    void publishingIsDescribedWithItsBodies() {
        JsonNode publish = document.operation("post /api/events");
        JsonNode body = publish.path("requestBody");
        assertThat(names(body.path("content"))).containsExactlyInAnyOrder(EVENTS.get(0), EVENTS.get(1), "*/*");
        for (String type : EVENTS) {
            JsonNode event = document.schema(body, type);
            assertThat(names(event.path("properties")))
                    .contains("specversion", "id", "source", "type", "audience", "data");
            assertThat(event.path("required").toString()).contains("audience");
        }
        assertThat(names(publish.path("responses"))).contains("202", "404", "409", "422");
        assertThat(names(document.schema(publish.at("/responses/202"), "application/json")
                        .path("properties")))
                .containsExactly("events");
        assertThat(parameters(publish)).contains("Idempotency-Key", "Prefer");
    }

    private static List<String> parameters(JsonNode operation) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(parameter -> parameter.path("name").asText())
                .toList();
    }

    @Test
    void theExamplesOfTheDocumentAreAccepted() {
        JsonNode content = document.operation("post /api/events").at("/requestBody/content");
        for (String type : EVENTS) {
            JsonNode example = content.path(type).path("example");
            String body = example.isTextual() ? example.asText() : example.toString();
            Http.Answer answer = publish(type, body, "Prefer", "return=representation");
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(new JsonObject(answer.body()).getJsonArray("events")).hasSize(1);
        }
    }

    private static Http.Answer publish(String type, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + service()));
        all.addAll(Arrays.asList(headers));
        return Http.post(tidings.http("/api/events"), type, body, all.toArray(String[]::new));
    }

    @Test
    void withMinimalAsDefaultABodyIsSentOnlyOnRequest() {
        String event = new JsonObject(TestLog.cloudEvent("minimal-1"))
                .put("audience", "alice")
                .encode();
        Http.Answer silent = publish(EVENTS.get(0), event);
        assertThat(silent.status()).isEqualTo(202);
        assertThat(silent.body()).isEmpty();
        assertThat(silent.header("Preference-Applied")).isEmpty();
        Http.Answer told = publish(EVENTS.get(0), event, "Prefer", "respond-async, Return=Representation");
        assertThat(told.header("Preference-Applied")).isEqualTo("return=representation");
        assertThat(new JsonObject(told.body()).getJsonArray("events")).hasSize(1);
    }

    @Test
    void deadLettersAreDescribed() {
        JsonNode list = document.operation("get /api/admin/dead-letters");
        assertThat(parameters(list)).contains("topic", "route", "reason", "limit", "before");
        for (JsonNode parameter : list.path("parameters")) {
            if (parameter.path("name").asText().equals("reason")) {
                assertThat(parameter.at("/schema/enum"))
                        .extracting(JsonNode::asText)
                        .containsExactlyInAnyOrder(Arrays.stream(DeadReason.values())
                                .map(DeadReason::label)
                                .toArray(String[]::new));
            }
        }
        for (String path : List.of("/api/admin/dead-letters/{position}/retry", "/api/admin/dead-letters/retry")) {
            assertThat(names(document.operation("post " + path).path("responses")))
                    .contains("202");
        }
    }

    @Test
    void anOperationAnswersTheStatusesThatItDocuments() {
        document.operations().forEach((name, operation) -> {
            Set<String> seen = new TreeSet<>();
            for (RawRequest request : Requests.of(
                    name,
                    service(),
                    issuer.token("alice"),
                    issuer.mintLogout("bob").sign())) {
                RawRequest.Answer answer = request.send(tidings.port());
                String status = Integer.toString(answer.status());
                seen.add(status);
                if (answer.status() >= 400 && !Set.of("414", "431").contains(status)) {
                    assertThat(answer.header("Content-Type"))
                            .as("%s %s", name, status)
                            .isIn(PROBLEM, "application/json");
                    assertThat(answer.body()).as("%s %s", name, status).doesNotContain("stack", "Exception");
                }
            }
            Set<String> documented = new HashSet<>(names(operation.path("responses")));
            assertThat(documented).as("%s documents what it answers", name).containsAll(seen);
            documented.removeAll(NOT_PROVOKED);
            documented.removeIf(status -> status.equals("404") && !name.contains("{"));
            documented.removeIf(
                    status -> status.equals("403") && !name.contains("/admin/") && !name.contains("/events"));
            assertThat(seen).as("%s answers what it documents", name).containsAll(documented);
        });
    }

    /** By Quarkus itself, below all that could give it a body. */
    @Test
    void aMalformedUriIsRefused() {
        for (String target : List.of("/api/%zz", "/api/admin/users/%/sessions", "/api/admin/events/x?user=%zz")) {
            RawRequest request = RawRequest.of("GET", target).bearer(service());
            assertThat(request.send(tidings.port()).status()).as(target).isEqualTo(400);
        }
    }
}
