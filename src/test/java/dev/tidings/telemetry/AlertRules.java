package dev.tidings.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The alerts as Prometheus reads them, and their unit tests. */
record AlertRules(JsonNode yaml) {
    static final Path FILE = Path.of("docker", "prometheus", "rules", "tidings.yml");
    static final Path RESOURCE = Path.of("k8s", "components", "prometheus-operator", "prometheus-rule.yaml");
    private static final Path TESTS = Path.of("src", "test", "prometheus");

    static AlertRules read() {
        return new AlertRules(yaml(FILE));
    }

    static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> testFiles() {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> all() {
        return Dashboard.stream(yaml.path("groups"))
                .flatMap(group -> Dashboard.stream(group.path("rules")))
                .toList();
    }

    static String name(JsonNode alert) {
        return alert.path("alert").asText();
    }

    List<String> queries() {
        return all().stream().map(alert -> alert.path("expr").asText()).toList();
    }

    /** Each question of each unit test: an alert, a time, and what should fire then. */
    static List<JsonNode> questions() {
        return testFiles().stream()
                .flatMap(file -> Dashboard.stream(yaml(file).path("tests")))
                .flatMap(test -> Dashboard.stream(test.path("alert_rule_test")))
                .toList();
    }
}
