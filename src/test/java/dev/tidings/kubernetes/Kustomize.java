package dev.tidings.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidings.testkit.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Renders folders as users do: {@code kubectl kustomize}, or {@code kustomize build} where there is no kubectl. */
final class Kustomize {
    private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

    private static final AtomicReference<List<String>> COMMAND = new AtomicReference<>(List.of());

    private Kustomize() {}

    /** The command without its folder, where there is one that knows components; looked for once. */
    private static synchronized List<String> command() {
        return COMMAND.updateAndGet(known -> known.isEmpty() ? find() : known);
    }

    private static List<String> find() {
        return Stream.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"))
                .filter(command -> run(command, Path.of("k8s", "base")).exit == 0)
                .findFirst()
                .orElseThrow(() -> Program.missing("kubectl or kustomize, from 5.0 on"));
    }

    static Manifests render(Path folder) {
        Output output = run(command(), folder);
        if (output.exit != 0) {
            throw new AssertionError(folder + " does not render: " + output.text);
        }
        return parse(output.text);
    }

    static Manifests parse(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return new Manifests(documents.readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Output(int exit, String text) {}

    private static Output run(List<String> command, Path folder) {
        List<String> all = new ArrayList<>(command);
        all.add(folder.toString());
        try {
            Path errors = Files.createTempFile("kustomize", ".txt");
            Process process =
                    new ProcessBuilder(all).redirectError(errors.toFile()).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            String said = Files.readString(errors);
            Files.delete(errors);
            return new Output(exit, exit == 0 ? text : said);
        } catch (IOException e) {
            return new Output(127, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
