package dev.tidings.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidings.testkit.PromQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final int WIDTH = 24;
    private static final Path GRAFANA = Path.of("docker", "grafana");

    private final Dashboard dashboard = Dashboard.read();

    private static String title(JsonNode panel) {
        return panel.path("title").asText();
    }

    @Test
    void theFirstRowShowsTheDeliveryOfEvents() {
        assertThat(dashboard.all().get(0).path("type").asText()).isEqualTo("row");
        assertThat(dashboard.all().subList(1, 7))
                .extracting(DashboardTest::title)
                .containsExactly(
                        "Are users connected?",
                        "Is there capacity?",
                        "Are events arriving?",
                        "How late?",
                        "Is anything dropped?",
                        "Are instances draining? Do all follow?");
        assertThat(dashboard.all().subList(1, 7))
                .allMatch(panel -> panel.path("type").asText().equals("stat"))
                .allMatch(panel -> panel.at("/gridPos/y").asInt() == 1);
    }

    @Test
    void everyMetricOfTheCatalogueIsShown() {
        List<String> shown = dashboard.metrics();
        assertThat(Arrays.stream(Metric.values()).map(Metric::exposed))
                .allMatch(metric ->
                        Stream.of("", "_bucket", "_sum", "_count").anyMatch(it -> shown.contains(metric + it)));
    }

    @Test
    void everyPanelHasADescriptionAUnitAndAThreshold() {
        assertThat(dashboard.panels()).allSatisfy(panel -> {
            assertThat(panel.path("description").asText()).as(title(panel)).endsWith(".");
            assertThat(panel.at("/fieldConfig/defaults/unit").asText())
                    .as(title(panel))
                    .isNotEmpty();
            assertThat(panel.at("/fieldConfig/defaults/thresholds/steps"))
                    .as(title(panel))
                    .isNotEmpty();
            assertThat(Dashboard.stream(panel.path("targets")))
                    .as(title(panel))
                    .isNotEmpty()
                    .allMatch(target -> !target.path("legendFormat").asText().isEmpty());
        });
    }

    @Test
    void everyQueryFiltersBySelectedInstances() {
        for (JsonNode panel : dashboard.panels()) {
            for (String query : Dashboard.expressions(panel)) {
                assertThat(PromQuery.of(query.replace("$__rate_interval", "1m")).selectors())
                        .as(query)
                        .isNotEmpty()
                        .allMatch(each -> each.conditions().stream()
                                .map(PromQuery.Condition::value)
                                .toList()
                                .containsAll(List.of("$namespace", "$instance")));
            }
        }
        assertThat(Dashboard.stream(dashboard.json().at("/templating/list")))
                .extracting(variable -> variable.path("name").asText())
                .containsExactly("datasource", "namespace", "instance");
    }

    @Test
    void panelsDoNotOverlap() {
        List<JsonNode> all = dashboard.all();
        assertThat(all).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        for (int i = 0; i < all.size(); i++) {
            assertThat(right(all.get(i))).as(title(all.get(i))).isLessThanOrEqualTo(WIDTH);
            for (JsonNode other : all.subList(0, i)) {
                assertThat(overlap(all.get(i), other))
                        .as("%s, %s", title(all.get(i)), title(other))
                        .isFalse();
            }
        }
    }

    private static int right(JsonNode panel) {
        return panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt();
    }

    private static int bottom(JsonNode panel) {
        return panel.at("/gridPos/y").asInt() + panel.at("/gridPos/h").asInt();
    }

    private static boolean overlap(JsonNode a, JsonNode b) {
        return a.at("/gridPos/x").asInt() < right(b)
                && b.at("/gridPos/x").asInt() < right(a)
                && a.at("/gridPos/y").asInt() < bottom(b)
                && b.at("/gridPos/y").asInt() < bottom(a);
    }

    @Test
    void theDashboardIsProvisionedInComposeAndInKubernetes() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode provider = yaml.readTree(GRAFANA.resolve(Path.of("provisioning", "dashboards", "tidings.yaml"))
                .toFile());
        assertThat(provider.at("/providers/0/options/path").asText()).isEqualTo("/var/lib/grafana/dashboards");
        JsonNode source = yaml.readTree(GRAFANA.resolve(Path.of("provisioning", "datasources", "prometheus.yaml"))
                .toFile());
        assertThat(source.at("/datasources/0/type").asText()).isEqualTo("prometheus");
        JsonNode kubernetes =
                yaml.readTree(GRAFANA.resolve("kustomization.yaml").toFile());
        assertThat(GRAFANA.resolve(
                        kubernetes.at("/configMapGenerator/0/files/0").asText()))
                .isEqualTo(Dashboard.FILE);
    }
}
