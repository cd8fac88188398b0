package dev.tidings.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidings.testkit.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus itself says of the rules, of its configuration and of the dashboard's queries. */
class AlertsIT {
    private final Promtool promtool = Promtool.find();

    private void assertTaken(List<String> arguments) {
        Promtool.Answer answer = promtool.run(arguments);
        assertThat(answer.status()).as(answer.said()).isZero();
    }

    @Test
    void theAlertsPassTheirTests() {
        List<String> arguments = new ArrayList<>(List.of("test", "rules"));
        AlertRules.testFiles().forEach(file -> arguments.add(file.toString()));
        assertTaken(arguments);
    }

    @Test
    void aTestOfAlertsWithAWrongExpectationFails(@TempDir Path folder) throws IOException {
        Path rules = Path.of("docker", "prometheus", "rules").toAbsolutePath();
        for (Path file : AlertRules.testFiles()) {
            Path broken = folder.resolve("broken.yml");
            String text = Files.readString(file).replace("../../../docker/prometheus/rules", rules.toString());
            Files.writeString(broken, text);
            assertTaken(List.of("test", "rules", broken.toString()));
            Files.writeString(broken, text.replaceFirst("severity: \\w+", "severity: harmless"));
            assertThat(promtool.run(List.of("test", "rules", broken.toString())).status())
                    .as(file.toString())
                    .isNotZero();
        }
    }

    @Test
    void prometheusAcceptsTheRulesAndTheConfiguration() {
        assertTaken(List.of("check", "rules", AlertRules.FILE.toString()));
        assertTaken(List.of("check", "config", "docker/prometheus/prometheus.yml"));
    }

    @Test
    void prometheusAcceptsTheQueriesOfTheDashboard(@TempDir Path folder) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode file = yaml.createObjectNode();
        ObjectNode group = file.putArray("groups").addObject().put("name", "dashboard");
        ArrayNode rules = group.putArray("rules");
        List<String> queries = Dashboard.read().queries();
        for (int i = 0; i < queries.size(); i++) {
            rules.addObject().put("record", "query:" + i).put("expr", queries.get(i));
        }
        Path written = folder.resolve("dashboard.yml");
        yaml.writeValue(written.toFile(), file);
        assertTaken(List.of("check", "rules", written.toString()));
        rules.addObject().put("record", "query:wrong").put("expr", "sum(rate(");
        yaml.writeValue(written.toFile(), file);
        assertThat(promtool.run(List.of("check", "rules", written.toString())).status())
                .isNotZero();
    }
}
