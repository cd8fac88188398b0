package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What one folder renders to. */
record Manifests(List<JsonNode> all) {
    static final String TIDINGS = "tidings";

    Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.path("kind").asText().equals(kind));
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).filter(manifest -> name(manifest).equals(name)).findFirst();
    }

    JsonNode get(String kind, String name) {
        return find(kind, name)
                .orElseThrow(() -> new AssertionError(kind + "/" + name + ": missing (expected: rendered)"));
    }

    /** Of Tidings' own pods. */
    JsonNode pod() {
        return get("Deployment", TIDINGS).at("/spec/template/spec");
    }

    JsonNode container() {
        return pod().at("/containers/0");
    }

    /** What Tidings' container finds in its environment, as a text: the ConfigMap's, or the container's own. */
    Optional<String> variable(String name) {
        return stream(container().path("env"))
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .or(() -> Optional.of(settings().path(name))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }

    /** The data of the ConfigMap that Tidings' container is given. */
    JsonNode settings() {
        return get("ConfigMap", container().at("/envFrom/0/configMapRef/name").asText())
                .path("data");
    }

    static String name(JsonNode manifest) {
        return manifest.at("/metadata/name").asText();
    }

    static String title(JsonNode manifest) {
        return manifest.path("kind").asText() + "/" + name(manifest);
    }

    static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** Whether labels have all that a selector wants; an empty one wants nothing. */
    static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.properties().stream()
                .allMatch(wanted -> labels.path(wanted.getKey()).equals(wanted.getValue()));
    }
}
