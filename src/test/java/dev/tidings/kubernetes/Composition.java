package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folders that are rendered: the overlays that we ship, and as a user's overlay the base with some components. */
final class Composition {
    private static final Path K8S = Path.of("k8s");
    private static final Map<Path, Manifests> RENDERED = new ConcurrentHashMap<>();

    private Composition() {}

    static Manifests overlay(String name) {
        return rendered(K8S.resolve("overlays").resolve(name));
    }

    static Manifests ofBaseAnd(String... components) {
        Path folder = Path.of("target", "kustomize", "base-" + String.join("-", components));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), kustomization(folder, List.of(components)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rendered(folder);
    }

    private static String kustomization(Path folder, List<String> components) {
        String used = components.stream()
                .map(component ->
                        "  - " + folder.relativize(K8S.resolve("components").resolve(component)) + "\n")
                .collect(Collectors.joining());
        return "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: tidings\nresources:\n  - "
                + folder.relativize(K8S.resolve("base")) + "\n"
                + (used.isEmpty() ? "" : "components:\n" + used)
                + """
                configMapGenerator:
                  - name: tidings
                    behavior: merge
                    literals:
                      - KAFKA_BOOTSTRAP_SERVERS=kafka:9092
                      - QUARKUS_OIDC_AUTH_SERVER_URL=https://id.example.com
                      - QUARKUS_OIDC_TOKEN_AUDIENCE=tidings
                """;
    }

    /** A copy, to do with as one likes. */
    private static Manifests rendered(Path folder) {
        Manifests manifests = RENDERED.computeIfAbsent(folder, Kustomize::render);
        return new Manifests(manifests.all().stream()
                .map(manifest -> manifest.<JsonNode>deepCopy())
                .toList());
    }

    static Stream<String> overlays() {
        return names(K8S.resolve("overlays"));
    }

    static Stream<String> components() {
        return names(K8S.resolve("components"));
    }

    private static Stream<String> names(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
