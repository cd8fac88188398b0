package dev.tidings.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidings.testkit.PromQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboard as Grafana reads it. */
record Dashboard(JsonNode json) {
    static final Path FILE = Path.of("docker", "grafana", "dashboards", "tidings.json");

    static Dashboard read() {
        try {
            return new Dashboard(new JsonMapper().readTree(FILE.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    List<JsonNode> all() {
        return stream(json.path("panels")).toList();
    }

    /** Those that show something. */
    List<JsonNode> panels() {
        return all().stream()
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    static List<String> expressions(JsonNode panel) {
        return stream(panel.path("targets"))
                .map(target -> target.path("expr").asText())
                .toList();
    }

    /** As Prometheus gets them. */
    List<String> queries() {
        return panels().stream()
                .flatMap(panel -> expressions(panel).stream())
                .map(query -> query.replace("$__rate_interval", "1m")
                        .replace("$namespace", ".*")
                        .replace("$instance", ".*"))
                .toList();
    }

    List<String> metrics() {
        return queries().stream()
                .flatMap(query -> PromQuery.of(query).selectors().stream())
                .map(PromQuery.Selector::metric)
                .distinct()
                .toList();
    }
}
