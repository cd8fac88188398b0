package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.selects;
import static dev.tidings.kubernetes.Manifests.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each address that the settings name can be reached: some NetworkPolicy of Tidings' pods opens its port. */
final class NetworkRules {
    private static final Pattern URL = Pattern.compile("(https?)://[^/:,]+(?::(\\d+))?");
    private static final Pattern BROKER = Pattern.compile("[^/:,]+:(\\d+)");
    /** Of the schema registries: Apicurio's, and Confluent's and Karapace's. */
    private static final Set<Integer> REGISTRIES = Set.of(8080, 8081, 443);

    private NetworkRules() {}

    static Stream<String> broken(Manifests manifests) {
        Set<Integer> open = open(manifests);
        Stream<String> closed = manifests.settings().properties().stream()
                .flatMap(setting -> ports(setting.getKey(), setting.getValue().asText())
                        .filter(port -> !open.contains(port))
                        .map(port -> "NetworkPolicy for " + setting.getKey() + ": " + port + " (expected: open)"));
        Stream<String> registries =
                manifests.variable("TIDINGS_INTAKE_ROUTES_FILE").isEmpty()
                        ? Stream.of()
                        : REGISTRIES.stream()
                                .filter(port -> !open.contains(port))
                                .map(port -> "NetworkPolicy for a schema registry: " + port + " (expected: open)");
        return Stream.concat(closed, registries);
    }

    /** Pages are named by their origin too, but nobody goes there. */
    private static Stream<Integer> ports(String name, String value) {
        if (name.equals("KAFKA_BOOTSTRAP_SERVERS")) {
            return BROKER.matcher(value).results().map(broker -> Integer.parseInt(broker.group(1)));
        }
        return name.endsWith("_ORIGINS")
                ? Stream.of()
                : URL.matcher(value)
                        .results()
                        .map(url -> url.group(2) == null
                                ? (url.group(1).equals("https") ? 443 : 80)
                                : Integer.parseInt(url.group(2)));
    }

    private static Set<Integer> open(Manifests manifests) {
        JsonNode labels = manifests.get("Deployment", Manifests.TIDINGS).at("/spec/template/metadata/labels");
        return manifests
                .ofKind("NetworkPolicy")
                .filter(policy -> selects(policy.at("/spec/podSelector/matchLabels"), labels))
                .flatMap(policy -> stream(policy.at("/spec/egress")))
                .flatMap(rule -> stream(rule.path("ports")))
                .flatMap(port -> numbers(manifests, port))
                .collect(Collectors.toSet());
    }

    private static Stream<Integer> numbers(Manifests manifests, JsonNode port) {
        if (port.path("port").isTextual()) {
            return manifests
                    .ofKind("Deployment")
                    .flatMap(deployment -> stream(deployment.at("/spec/template/spec/containers")))
                    .flatMap(container -> stream(container.path("ports")))
                    .filter(each -> each.path("name").equals(port.path("port")))
                    .map(each -> each.path("containerPort").asInt());
        }
        int first = port.path("port").asInt();
        return IntStream.rangeClosed(first, port.path("endPort").asInt(first)).boxed();
    }
}
