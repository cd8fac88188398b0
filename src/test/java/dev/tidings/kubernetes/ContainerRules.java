package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;
import static dev.tidings.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Images, resources and probes of every container. */
final class ContainerRules {
    private static final List<String> PROBES = List.of("startupProbe", "livenessProbe", "readinessProbe");

    private ContainerRules() {}

    static Stream<String> broken(Manifests manifests) {
        Stream<String> each = manifests.ofKind("Deployment").flatMap(deployment -> stream(
                        deployment.at("/spec/template/spec/containers"))
                .flatMap(container -> Stream.of(image(container), resources(container), probes(container))
                        .flatMap(complaints -> complaints))
                .map(complaint -> title(deployment) + " " + complaint));
        return Stream.concat(each, own(manifests.container()));
    }

    private static Stream<String> image(JsonNode container) {
        String image = container.path("image").asText();
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean pinned = name.contains("@sha256:") || (name.contains(":") && !name.endsWith(":latest"));
        return pinned ? Stream.of() : Stream.of("image: " + image + " (expected: a version)");
    }

    private static Stream<String> resources(JsonNode container) {
        JsonNode resources = container.path("resources");
        return Stream.of("/requests/cpu", "/requests/memory", "/limits/memory")
                .filter(pointer -> resources.at(pointer).isMissingNode())
                .map(pointer -> "resources" + pointer + " is missing (expected: set)");
    }

    private static Stream<String> probes(JsonNode container) {
        return PROBES.stream()
                .filter(probe -> container.path(probe).path("httpGet").isMissingNode())
                .map(probe -> probe + " is missing (expected: httpGet)");
    }

    private static Stream<String> own(JsonNode container) {
        JsonNode resources = container.path("resources");
        return Stream.of(
                        expect(container, "/readinessProbe/httpGet/path", "/q/health/ready"),
                        // Neither asks for Kafka: a broker that is away restarts nobody.
                        expect(container, "/livenessProbe/httpGet/path", "/q/health/live"),
                        expect(container, "/startupProbe/httpGet/path", "/q/health/live"),
                        // What is beyond the request is the first to be taken back: with all its sessions.
                        expect(
                                resources,
                                "/limits/memory",
                                resources.at("/requests/memory").asText()),
                        // Throttled, a pod is late for everybody.
                        expect(resources, "/limits/cpu", ""))
                .flatMap(complaints -> complaints);
    }

    private static Stream<String> expect(JsonNode node, String pointer, String expected) {
        String found = node.at(pointer).asText();
        return found.equals(expected)
                ? Stream.of()
                : Stream.of("Deployment/tidings " + pointer + ": " + found + " (expected: "
                        + (expected.isEmpty() ? "none" : expected) + ")");
    }
}
