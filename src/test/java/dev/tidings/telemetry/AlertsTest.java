package dev.tidings.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.testkit.Markdown;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final Path OPERATIONS = Path.of("docs", "operations.md");
    /** An alert is read far from the repository: its link is absolute. */
    private static final String REPOSITORY = "https://github.com/example/tidings/blob/main/";

    private final AlertRules rules = AlertRules.read();

    private List<String> names() {
        return rules.all().stream().map(AlertRules::name).toList();
    }

    @Test
    void kubernetesGetsTheSameRules() {
        assertThat(AlertRules.yaml(AlertRules.RESOURCE).path("spec"))
                .as(
                        "%s (expected: its head and %s, made by: f=%s; { sed '/^spec:/q' $f; sed '/./s/^/  /' %s; } >$f.new && mv $f.new $f)",
                        AlertRules.RESOURCE, AlertRules.FILE, AlertRules.RESOURCE, AlertRules.FILE)
                .isEqualTo(rules.yaml());
    }

    @Test
    void everyAlertHasASeverityAndADescription() {
        assertThat(names()).isNotEmpty().doesNotHaveDuplicates().allMatch(name -> name.startsWith("Tidings"));
        assertThat(rules.all()).allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").asText())
                    .as(AlertRules.name(alert))
                    .isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText())
                    .as(AlertRules.name(alert))
                    .endsWith(".");
            assertThat(alert.at("/annotations/description").asText())
                    .as(AlertRules.name(alert))
                    .endsWith(".");
        });
    }

    /** The anchor of a heading is its text in lower case. */
    @Test
    void everyAlertHasARunbookAndEveryRunbookItsAlert() {
        List<String> runbooks = Pattern.compile("(?m)^### (Tidings\\w+)$")
                .matcher(Markdown.of(OPERATIONS).text())
                .results()
                .map(heading -> heading.group(1))
                .toList();
        assertThat(runbooks).containsExactlyElementsOf(names());
        assertThat(rules.all()).allSatisfy(alert -> assertThat(
                        alert.at("/annotations/runbook_url").asText())
                .isEqualTo(
                        REPOSITORY + OPERATIONS + "#" + AlertRules.name(alert).toLowerCase(Locale.ROOT)));
    }

    @Test
    void everyAlertHasATestThatFiresAndOneThatDoesNot() {
        List<JsonNode> questions = AlertRules.questions();
        assertThat(questions)
                .extracting(question -> question.path("alertname").asText())
                .allMatch(names()::contains);
        assertThat(names()).allSatisfy(name -> assertThat(questions.stream()
                        .filter(question -> question.path("alertname").asText().equals(name))
                        .map(question -> question.path("exp_alerts").isEmpty()))
                .contains(true, false));
    }
}
