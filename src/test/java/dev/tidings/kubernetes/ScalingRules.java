package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;
import static dev.tidings.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.testkit.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who scales, by what, and how fast: out at once, in slowly, by metrics that exist, with room for a pod that dies. */
final class ScalingRules {
    private static final Pattern METRIC = Pattern.compile("\\btidings_[a-z_]+\\b");
    private static final Set<String> METRICS = Markdown.page("observability.md").table("Metrics").stream()
            .map(row -> row.get(0).replace("`", ""))
            .collect(Collectors.toSet());

    private ScalingRules() {}

    static Stream<String> broken(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        List<JsonNode> autoscalers = manifests.ofKind("HorizontalPodAutoscaler").toList();
        List<JsonNode> scaled = manifests.ofKind("ScaledObject").toList();
        if (autoscalers.size() + scaled.size() > 1) {
            complaints.add(
                    "autoscalers: " + (autoscalers.size() + scaled.size()) + " (expected: one, they would fight)");
        }
        boolean fixed =
                manifests.get("Deployment", Manifests.TIDINGS).at("/spec").has("replicas");
        if (fixed == (autoscalers.size() + scaled.size() > 0)) {
            complaints.add("Deployment/tidings replicas (expected: set, or else an autoscaler)");
        }
        autoscalers.forEach(autoscaler -> complaints.addAll(autoscaler(manifests, autoscaler)));
        scaled.forEach(object -> {
            complaints.addAll(scaledObject(manifests, object));
            complaints.addAll(takesOver(object));
        });
        return Stream.concat(complaints.stream(), metrics(manifests));
    }

    private static List<String> autoscaler(Manifests manifests, JsonNode autoscaler) {
        JsonNode spec = autoscaler.path("spec");
        List<String> complaints = common(manifests, autoscaler, spec.path("minReplicas"), spec.path("behavior"));
        complaints.addAll(most(autoscaler, spec.path("minReplicas"), spec.path("maxReplicas")));
        stream(spec.path("metrics"))
                .filter(metric -> metric.at("/pods/metric/name").asText().equals("tidings_sessions"))
                .map(metric -> metric.at("/pods/target/averageValue").asInt())
                .forEach(target -> complaints.addAll(target(manifests, autoscaler, target)));
        Set<String> kinds = stream(spec.path("metrics"))
                .map(metric -> metric.path("type").asText())
                .collect(Collectors.toSet());
        if (!kinds.equals(Set.of("Pods", "Resource"))) {
            complaints.add(title(autoscaler) + " metrics: " + kinds + " (expected: sessions and CPU)");
        }
        return complaints;
    }

    private static List<String> scaledObject(Manifests manifests, JsonNode object) {
        JsonNode spec = object.path("spec");
        List<String> complaints = common(
                manifests,
                object,
                spec.path("minReplicaCount"),
                spec.at("/advanced/horizontalPodAutoscalerConfig/behavior"));
        complaints.addAll(most(object, spec.path("minReplicaCount"), spec.path("maxReplicaCount")));
        complaints.addAll(most(object, spec.path("minReplicaCount"), spec.at("/fallback/replicas")));
        stream(spec.path("triggers"))
                .filter(trigger -> !trigger.path("metricType")
                        .asText()
                        .equals(trigger.path("type").asText().equals("cpu") ? "Utilization" : "AverageValue"))
                .forEach(trigger -> complaints.add(title(object) + " metricType of " + trigger
                        + " (expected: a mean of pods, for the fallback too)"));
        stream(spec.path("triggers"))
                .filter(trigger -> trigger.path("type").asText().equals("prometheus"))
                .map(trigger -> trigger.at("/metadata/threshold").asInt())
                .forEach(target -> complaints.addAll(target(manifests, object, target)));
        return complaints;
    }

    private static List<String> common(Manifests manifests, JsonNode scaler, JsonNode least, JsonNode behavior) {
        List<String> complaints = new ArrayList<>();
        if (!scaler.at("/spec/scaleTargetRef/name").asText().equals(Manifests.TIDINGS)) {
            complaints.add(title(scaler) + " scaleTargetRef (expected: tidings)");
        }
        if (least.asInt() < 2) {
            complaints.add(title(scaler) + " least replicas: " + least + " (expected: >= 2)");
        }
        int out = behavior.at("/scaleUp/stabilizationWindowSeconds").asInt(300);
        int in = behavior.at("/scaleDown/stabilizationWindowSeconds").asInt(300);
        if (out > 0 || in < 600) {
            complaints.add(title(scaler) + " stabilization: " + out + " out, " + in + " in (expected: 0, >= 600)");
        }
        long grace = manifests.pod().path("terminationGracePeriodSeconds").asLong();
        stream(behavior.at("/scaleDown/policies"))
                .filter(policy -> policy.path("periodSeconds").asLong() < 2 * grace)
                .forEach(policy -> complaints.add(
                        title(scaler) + " scaleDown: " + policy + " (expected: one drain after the other)"));
        return complaints;
    }

    private static List<String> most(JsonNode scaler, JsonNode least, JsonNode most) {
        return most.asInt() >= least.asInt()
                ? List.of()
                : List.of(title(scaler) + " most replicas: " + most + " (expected: >= " + least + ")");
    }

    /** KEDA's webhook refuses to scale what the base's autoscaler scales, unless it may have that one, found by its name. */
    private static List<String> takesOver(JsonNode object) {
        boolean may = object.at("/metadata/annotations/scaledobject.keda.sh~1transfer-hpa-ownership")
                .asText()
                .equals("true");
        String name =
                object.at("/spec/advanced/horizontalPodAutoscalerConfig/name").asText();
        return may && name.equals(Manifests.TIDINGS)
                ? List.of()
                : List.of(title(object) + " transfer-hpa-ownership (expected: true, of the autoscaler tidings)");
    }

    private static List<String> target(Manifests manifests, JsonNode scaler, int target) {
        int most = Integer.parseInt(Defaults.of(manifests, "tidings.session.max-per-pod"));
        return target > 0 && target <= most / 2
                ? List.of()
                : List.of(title(scaler) + " sessions: " + target + " (expected: 1 to " + most / 2
                        + ", half of tidings.session.max-per-pod)");
    }

    private static Stream<String> metrics(Manifests manifests) {
        return manifests.all().stream()
                .filter(manifest -> Set.of("HorizontalPodAutoscaler", "ScaledObject", "PrometheusRule")
                        .contains(manifest.path("kind").asText()))
                .flatMap(manifest -> METRIC.matcher(manifest.path("spec").toString())
                        .results()
                        .map(MatchResult::group)
                        .filter(metric -> !METRICS.contains(metric.replaceAll("_(bucket|count|sum)$", "")))
                        .map(metric -> title(manifest) + " metric: " + metric + " (expected: one of the README)"));
    }
}
