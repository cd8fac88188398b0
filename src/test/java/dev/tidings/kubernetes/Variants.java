package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.testkit.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An overlay with other components than those that it has: a copy of its folder for each choice, in which other lines are
 * comments. Many are rendered at once, which costs a quarter; so that they can be told apart, each has a namespace of its own.
 */
record Variants(String overlay, List<Set<String>> choices) {
    private static final Path COPY = Path.of("target", "kustomize", "k8s");
    private static final int AT_ONCE = 16;

    static Map<Set<String>, Manifests> render(String overlay, List<Set<String>> choices) {
        return new Variants(overlay, choices).render();
    }

    private Map<Set<String>, Manifests> render() {
        Folders.delete(COPY.resolveSibling(overlay));
        Folders.copy(Path.of("k8s"), COPY.resolveSibling(overlay));
        Map<Set<String>, Manifests> rendered = new LinkedHashMap<>();
        IntStream.rangeClosed(0, (choices.size() - 1) / AT_ONCE)
                .parallel()
                .mapToObj(this::batch)
                .forEachOrdered(rendered::putAll);
        return rendered;
    }

    private Map<Set<String>, Manifests> batch(int number) {
        List<Integer> members = IntStream.range(number * AT_ONCE, Math.min(choices.size(), (number + 1) * AT_ONCE))
                .boxed()
                .toList();
        members.forEach(member -> write(folder(member), variant(member)));
        Path all = folder(-1 - number);
        write(
                all,
                Stream.concat(
                        Stream.of("apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization", "resources:"),
                        members.stream()
                                .map(member -> "  - ../" + folder(member).getFileName())));
        Map<String, List<JsonNode>> byNamespace =
                render(all, members).all().stream().collect(Collectors.groupingBy(Variants::namespace));
        Map<Set<String>, Manifests> manifests = new LinkedHashMap<>();
        members.forEach(member ->
                manifests.put(choices.get(member), named(byNamespace.getOrDefault("tidings-" + member, List.of()))));
        return manifests;
    }

    /** Where not all render, each by itself tells which does not. */
    private Manifests render(Path all, List<Integer> members) {
        try {
            return Kustomize.render(all);
        } catch (AssertionError e) {
            members.forEach(member -> {
                try {
                    Kustomize.render(folder(member));
                } catch (AssertionError wrong) {
                    throw new AssertionError(
                            overlay + " with " + choices.get(member) + ": " + wrong.getMessage(), wrong);
                }
            });
            throw e;
        }
    }

    private static String namespace(JsonNode manifest) {
        return manifest.path("kind").asText().equals("Namespace")
                ? Manifests.name(manifest)
                : manifest.at("/metadata/namespace").asText();
    }

    /** As they are called in the overlay itself. */
    private static Manifests named(List<JsonNode> manifests) {
        manifests.forEach(manifest -> {
            boolean isNamespace = manifest.path("kind").asText().equals("Namespace");
            ((ObjectNode) manifest.path("metadata")).put(isNamespace ? "name" : "namespace", Manifests.TIDINGS);
        });
        return new Manifests(manifests);
    }

    private Path folder(int member) {
        String name = member < 0 ? "batch" + member : overlay + "-" + member;
        return COPY.resolveSibling(overlay).resolve("overlays").resolve(name);
    }

    private Stream<String> variant(int member) {
        Path original = folder(member).resolveSibling(overlay);
        Folders.copy(original, folder(member));
        try {
            return Files.readAllLines(original.resolve("kustomization.yaml")).stream()
                    .map(line -> line(line, member));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line(String line, int member) {
        Matcher component = Offer.COMPONENT.matcher(line);
        if (component.matches()) {
            boolean used = choices.get(member).contains(component.group(1));
            return (used ? "  - " : "  # - ") + "../../components/" + component.group(1);
        }
        return line.equals("namespace: tidings") ? line + "-" + member : line;
    }

    private static void write(Path folder, Stream<String> lines) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("kustomization.yaml"), lines.collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
