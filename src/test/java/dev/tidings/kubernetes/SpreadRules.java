package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a node or a zone costs when it goes: pods are spread over those that can take them, and go one at a time. */
final class SpreadRules {
    private SpreadRules() {}

    static Stream<String> broken(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        List<JsonNode> constraints =
                stream(manifests.pod().path("topologySpreadConstraints")).toList();
        if (constraints.size() != 2) {
            complaints.add("Deployment/tidings spread: " + constraints.size() + " (expected: over zones and nodes)");
        }
        // A tainted node would else count as an empty one, and keep pods pending.
        constraints.forEach(constraint -> Stream.of("nodeTaintsPolicy", "nodeAffinityPolicy")
                .filter(policy -> !constraint.path(policy).asText().equals("Honor"))
                .forEach(policy -> complaints.add("Deployment/tidings spread over "
                        + constraint.path("topologyKey").asText() + ": " + policy + " (expected: Honor)")));
        JsonNode most = manifests.get("PodDisruptionBudget", Manifests.TIDINGS).at("/spec/maxUnavailable");
        if (most.asInt() != 1) {
            complaints.add("PodDisruptionBudget/tidings maxUnavailable: " + most + " (expected: 1)");
        }
        return complaints.stream();
    }
}
