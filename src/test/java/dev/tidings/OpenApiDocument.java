package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.TidingsProcess;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI document of a running process. */
record OpenApiDocument(JsonNode root) {

    static OpenApiDocument of(TidingsProcess tidings) throws Exception {
        return new OpenApiDocument(new ObjectMapper()
                .readTree(Http.get(tidings.http("/q/openapi?format=json")).body()));
    }

    /** All of them, as {@code get /path}. */
    Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        root.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.put(operation.getKey() + " " + path.getKey(), operation.getValue())));
        return operations;
    }

    JsonNode operation(String name) {
        Map<String, JsonNode> operations = operations();
        assertThat(operations).containsKey(name);
        return operations.getOrDefault(name, root);
    }

    /** The response with this status, wherever it is described. */
    JsonNode response(JsonNode operation, String status) {
        return resolved(operation.path("responses").path(status));
    }

    /** The schema of a content type, or of the items of its arrays. */
    JsonNode schema(JsonNode content, String type) {
        JsonNode schema = content.path("content").path(type).path("schema");
        return schema.has("items") ? resolved(schema.path("items")) : resolved(schema);
    }

    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }

    static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
