package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;
import static dev.tidings.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Stream;

/** What stands in front of Tidings waits longer than its heartbeat, and holds nothing back. */
final class ProxyRules {
    private static final String NGINX = "nginx.ingress.kubernetes.io/";

    private ProxyRules() {}

    static Stream<String> broken(Manifests manifests) {
        Stream<String> ingresses = manifests
                .find("Ingress", Manifests.TIDINGS)
                .map(ingress -> nginx(manifests, ingress.at("/metadata/annotations")))
                .orElseGet(Stream::empty);
        return Stream.concat(ingresses, routes(manifests));
    }

    private static Stream<String> nginx(Manifests manifests, JsonNode annotations) {
        // A client is given up after two heartbeats in silence: no earlier.
        long least = 2
                * Duration.parse("PT" + Defaults.of(manifests, "tidings.session.heartbeat"))
                        .toSeconds();
        Stream<String> timeouts = Stream.of("proxy-read-timeout", "proxy-send-timeout")
                .filter(name -> annotations.path(NGINX + name).asLong() <= least)
                .map(name -> "Ingress/tidings " + name + ": " + annotations.path(NGINX + name) + " (expected: > "
                        + least + ", two heartbeats)");
        Stream<String> buffers = Stream.of("proxy-buffering", "proxy-request-buffering")
                .filter(name -> !annotations.path(NGINX + name).asText().equals("off"))
                .map(name -> "Ingress/tidings " + name + " (expected: off)");
        return Stream.concat(timeouts, buffers);
    }

    private static Stream<String> routes(Manifests manifests) {
        return manifests.ofKind("HTTPRoute").flatMap(route -> stream(route.at("/spec/rules"))
                .filter(rule -> !rule.at("/timeouts/request").asText().equals("0s")
                        || !rule.at("/timeouts/backendRequest").asText().equals("0s"))
                .map(rule -> title(route) + " timeouts: " + rule.path("timeouts") + " (expected: 0s, none)"));
    }
}
