package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.selects;
import static dev.tidings.kubernetes.Manifests.stream;
import static dev.tidings.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Stream;

/** Names and labels: everything says whose it is, and every selector finds somebody and never has to change. */
final class LabelRules {
    private static final String NAME = "app.kubernetes.io/name";
    /** They carry the labels that their operators want, or are everybody's. */
    private static final Set<String> WITHOUT = Set.of("Namespace", "Kafka", "KafkaNodePool", "KafkaTopic", "KafkaUser");

    private LabelRules() {}

    static Stream<String> broken(Manifests manifests) {
        return Stream.of(labelled(manifests), immutable(manifests), found(manifests), unique(manifests))
                .flatMap(complaints -> complaints);
    }

    private static Stream<String> labelled(Manifests manifests) {
        return manifests.all().stream()
                .filter(manifest -> !WITHOUT.contains(manifest.path("kind").asText()))
                .filter(manifest -> !title(manifest).startsWith("ConfigMap/keycloak-realm"))
                .filter(manifest -> !manifest.at("/metadata/labels").has(NAME)
                        || !manifest.at("/metadata/labels").has("app.kubernetes.io/part-of"))
                .map(manifest -> title(manifest) + " /metadata/labels (expected: " + NAME + " and part-of)");
    }

    private static Stream<String> immutable(Manifests manifests) {
        return manifests
                .ofKind("Deployment")
                .flatMap(deployment -> deployment.at("/spec/selector/matchLabels").properties().stream()
                        .filter(label -> !label.getKey().equals(NAME))
                        .map(label -> title(deployment) + " selector: " + label.getKey()
                                + " (expected: nothing that may ever change)"));
    }

    private static Stream<String> found(Manifests manifests) {
        return manifests.all().stream().flatMap(manifest -> selectors(manifest)
                .filter(selector -> pods(manifests).noneMatch(labels -> selects(selector, labels)))
                .map(selector -> title(manifest) + " selector: " + selector + " (expected: labels of pods)"));
    }

    private static Stream<JsonNode> pods(Manifests manifests) {
        return manifests.ofKind("Deployment").map(deployment -> deployment.at("/spec/template/metadata/labels"));
    }

    private static Stream<JsonNode> selectors(JsonNode manifest) {
        JsonNode spec = manifest.path("spec");
        return switch (manifest.path("kind").asText()) {
            case "Service" -> Stream.of(spec.path("selector"));
            case "PodDisruptionBudget" -> Stream.of(spec.at("/selector/matchLabels"));
            case "NetworkPolicy" -> Stream.of(spec.at("/podSelector/matchLabels"));
            case "Deployment" ->
                Stream.concat(
                        Stream.of(spec.at("/selector/matchLabels")),
                        stream(spec.at("/template/spec/topologySpreadConstraints"))
                                .map(constraint -> constraint.at("/labelSelector/matchLabels")));
            default -> Stream.of();
        };
    }

    private static Stream<String> unique(Manifests manifests) {
        return manifests.all().stream()
                .map(Manifests::title)
                .filter(title -> manifests.all().stream()
                                .map(Manifests::title)
                                .filter(title::equals)
                                .count()
                        > 1)
                .distinct()
                .map(title -> title + " is there twice (expected: once)");
    }
}
