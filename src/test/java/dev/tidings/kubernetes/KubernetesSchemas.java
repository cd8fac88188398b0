package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The schemas of one version of Kubernetes, and of the operators of its time: {@code src/test/kubernetes}. */
record KubernetesSchemas(String version, JsonNode kinds, SchemaCheck check) {
    /** The oldest that we name, and the newest that we know. */
    private static final List<KubernetesSchemas> ALL =
            Stream.of("1.31", "1.37").map(KubernetesSchemas::read).toList();

    /** Most manifests are the same in all renderings. */
    private static final Map<JsonNode, List<String>> KNOWN = new ConcurrentHashMap<>();

    private static KubernetesSchemas read(String version) {
        try {
            JsonNode file = new ObjectMapper()
                    .readTree(Path.of("src", "test", "kubernetes", version + ".json")
                            .toFile());
            return new KubernetesSchemas(version, file.path("kinds"), new SchemaCheck(file.path("definitions")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> complaints(JsonNode manifest) {
        return KNOWN.computeIfAbsent(
                manifest.deepCopy(),
                each -> ALL.stream().flatMap(schemas -> schemas.of(each)).toList());
    }

    private Stream<String> of(JsonNode manifest) {
        String kind = manifest.path("apiVersion").asText() + " "
                + manifest.path("kind").asText();
        JsonNode schema = kinds.path(kind);
        return schema.isMissingNode()
                ? Stream.of(kind + ": unknown to Kubernetes " + version + " (expected: a kind that k8s/ needs)")
                : check.complaints(Manifests.title(manifest) + " ", schema, manifest)
                        .map(complaint -> complaint + ", for Kubernetes " + version);
    }
}
