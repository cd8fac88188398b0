package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document says what the resources do. */
class OpenApiIT {
    private static JsonNode document;

    @BeforeAll
    static void read() throws Exception {
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = TestLog.create()
                        .readBy(TidingsProcess.named("openapi").issuer(issuer))
                        .start()) {
            document = new ObjectMapper()
                    .readTree(Http.get(tidings.http("/q/openapi?format=json")).body());
        }
    }

    private static JsonNode operation(String path, String method) {
        JsonNode operation = document.path("paths").path(path).path(method);
        assertThat(operation.isMissingNode()).as("%s %s", method, path).isFalse();
        assertThat(operation.path("summary").asText()).as(path).isNotEmpty();
        return operation;
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static JsonNode schema(JsonNode content, String type) {
        JsonNode schema = content.path("content").path(type).path("schema");
        String reference = schema.path("$ref").asText(schema.at("/items/$ref").asText());
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    @Test
    void publishingIsDescribedWithItsBodiesAndItsAnswers() {
        JsonNode publish = operation("/api/events", "post");
        JsonNode body = publish.path("requestBody");
        assertThat(names(body.path("content")))
                .containsExactlyInAnyOrder("application/cloudevents+json", "application/cloudevents-batch+json", "*/*");
        for (String type : List.of("application/cloudevents+json", "application/cloudevents-batch+json")) {
            assertThat(names(schema(body, type).path("properties")))
                    .contains("specversion", "id", "source", "type", "audience", "data");
            assertThat(schema(body, type).path("required").toString()).contains("audience");
        }
        assertThat(names(publish.path("responses")))
                .containsExactlyInAnyOrder("202", "400", "401", "403", "409", "413", "415", "422", "503");
        assertThat(names(
                        schema(publish.at("/responses/202"), "application/json").path("properties")))
                .containsExactly("events");
        assertThat(names(schema(publish.at("/responses/400"), "application/problem+json")
                        .path("properties")))
                .contains("title", "status", "detail");
        assertThat(publish.at("/responses/503/headers/Retry-After").isMissingNode())
                .isFalse();
        assertThat(StreamSupport.stream(publish.path("parameters").spliterator(), false)
                        .map(parameter -> parameter.path("name").asText()))
                .contains("Idempotency-Key");
    }

    @Test
    void deadLettersAreDescribed() {
        JsonNode list = operation("/api/admin/dead-letters", "get");
        assertThat(StreamSupport.stream(list.path("parameters").spliterator(), false)
                        .map(parameter -> parameter.path("name").asText()))
                .contains("topic", "route", "reason", "limit", "before");
        operation("/api/admin/dead-letters/{position}", "get");
        assertThat(names(operation("/api/admin/dead-letters/{position}/retry", "post")
                        .path("responses")))
                .contains("202");
        assertThat(names(operation("/api/admin/dead-letters/retry", "post").path("responses")))
                .contains("202");
    }
}
