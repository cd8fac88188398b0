package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.selects;
import static dev.tidings.kubernetes.Manifests.stream;
import static dev.tidings.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** From the proxy to the process: each port that is named is one that the next on the way has. */
final class PortRules {
    private PortRules() {}

    static Stream<String> broken(Manifests manifests) {
        return Stream.of(
                        own(manifests),
                        services(manifests),
                        backends(manifests),
                        monitors(manifests),
                        policies(manifests))
                .flatMap(complaints -> complaints);
    }

    private static Stream<String> own(Manifests manifests) {
        String found = manifests.container().at("/ports/0/containerPort").asText();
        String listened = manifests.variable("QUARKUS_HTTP_PORT").orElseGet(PortRules::ofTheApplication);
        return found.equals(listened)
                ? Stream.of()
                : Stream.of("Deployment/tidings containerPort: " + found + " (expected: " + listened + ")");
    }

    private static String ofTheApplication() {
        Properties properties = new Properties();
        try (var file = Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("quarkus.http.port");
    }

    private static Stream<String> services(Manifests manifests) {
        return manifests.ofKind("Service").flatMap(service -> stream(service.at("/spec/ports"))
                .map(port -> port.path("targetPort").asText())
                .filter(target -> containers(manifests, service.at("/spec/selector"))
                        .noneMatch(container -> hasPort(container, target)))
                .map(target -> title(service) + " targetPort: " + target + " (expected: a port of its pods)"));
    }

    private static Stream<JsonNode> containers(Manifests manifests, JsonNode selector) {
        return manifests
                .ofKind("Deployment")
                .filter(deployment -> selects(selector, deployment.at("/spec/template/metadata/labels")))
                .flatMap(deployment -> stream(deployment.at("/spec/template/spec/containers")));
    }

    private static boolean hasPort(JsonNode container, String name) {
        return stream(container.path("ports"))
                .anyMatch(port -> port.path("name").asText().equals(name));
    }

    private static Stream<String> backends(Manifests manifests) {
        Stream<String> ingresses = manifests.ofKind("Ingress").flatMap(ingress -> stream(ingress.at("/spec/rules"))
                .flatMap(rule -> stream(rule.at("/http/paths")))
                .map(path -> path.at("/backend/service"))
                .filter(backend -> !leads(manifests, backend.path("name").asText(), "name", backend.at("/port/name")))
                .map(backend -> title(ingress) + " backend: " + backend + " (expected: a port of a Service)"));
        Stream<String> routes = manifests.ofKind("HTTPRoute").flatMap(route -> stream(route.at("/spec/rules"))
                .flatMap(rule -> stream(rule.path("backendRefs")))
                .filter(backend -> !leads(manifests, backend.path("name").asText(), "port", backend.path("port")))
                .map(backend -> title(route) + " backend: " + backend + " (expected: a port of a Service)"));
        return Stream.concat(ingresses, routes);
    }

    private static boolean leads(Manifests manifests, String service, String key, JsonNode port) {
        Optional<JsonNode> found = manifests.find("Service", service);
        return found.isPresent()
                && stream(found.get().at("/spec/ports"))
                        .anyMatch(each -> each.path(key).equals(port));
    }

    private static Stream<String> monitors(Manifests manifests) {
        return manifests.ofKind("ServiceMonitor").flatMap(monitor -> stream(monitor.at("/spec/endpoints"))
                .filter(endpoint -> manifests
                        .ofKind("Service")
                        .filter(service ->
                                selects(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels")))
                        .noneMatch(service -> leads(manifests, Manifests.name(service), "name", endpoint.path("port"))))
                .map(endpoint -> title(monitor) + " endpoint: " + endpoint + " (expected: a port of a Service)"));
    }

    /** Those by name; numbers are of others, whom we do not render. */
    private static Stream<String> policies(Manifests manifests) {
        return manifests.ofKind("NetworkPolicy").flatMap(policy -> stream(policy.at("/spec/ingress"))
                .flatMap(rule -> stream(rule.path("ports")))
                .map(port -> port.path("port"))
                .filter(port -> port.isNumber()
                        || containers(manifests, policy.at("/spec/podSelector/matchLabels"))
                                .noneMatch(container -> hasPort(container, port.asText())))
                .map(port -> title(policy) + " port: " + port + " (expected: a port of its pods, by name)"));
    }
}
