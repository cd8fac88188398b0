package dev.tidings.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Markdown;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void documentedMetricsEqualTheCatalogue() {
        List<List<String>> catalogue = Arrays.stream(Metric.values())
                .map(metric -> List.of("`" + metric.exposed() + "`", metric.help()))
                .toList();
        assertThat(Markdown.page("observability.md").table("Metrics")).isEqualTo(catalogue);
    }
}
