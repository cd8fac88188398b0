package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidings.testkit.Markdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the manifests and the Dockerfile promise to each other and to the README. */
class DeploymentTest {
    private static final Path MANIFESTS = Path.of("k8s");

    private final JsonNode pod = manifest("deployment.yaml").at("/spec/template/spec");
    private final JsonNode container = pod.at("/containers/0");

    private static JsonNode manifest(String name) {
        try {
            return new YAMLMapper().readTree(MANIFESTS.resolve(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thePodIsAsRestrictedAsPodSecurityStandardsKnow() {
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(manifest("service-account.yaml")
                        .at("/automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void theUserIsTheImagesAndNotRoot() throws IOException {
        String user = pod.at("/securityContext/runAsUser").asText();
        assertThat(user).isNotEqualTo("0");
        assertThat(Path.of("docker", "Dockerfile")).content().contains("\nUSER " + user + ":");
    }

    @Test
    void theImageRunsTheJvmAsItsFirstProcess() {
        assertThat(Path.of("docker", "Dockerfile"))
                .content()
                .contains("\nENTRYPOINT [\"java\", \"-jar\", \"/app/quarkus-run.jar\"]");
    }

    @Test
    void eachProbeAsksItsOwnQuestion() {
        assertThat(path("startupProbe")).isEqualTo("/q/health/started");
        assertThat(path("livenessProbe")).isEqualTo("/q/health/live");
        assertThat(path("readinessProbe")).isEqualTo("/q/health/ready");
    }

    private String path(String probe) {
        return container.path(probe).at("/httpGet/path").asText();
    }

    @Test
    void thePodHasTimeToSendItsClientsElsewhere() {
        String delay = variables().stream()
                .filter(literal -> literal.startsWith("QUARKUS_SHUTDOWN_DELAY="))
                .findFirst()
                .orElseThrow();
        int seconds = Integer.parseInt(delay.replaceAll("\\D", ""));
        assertThat(pod.at("/terminationGracePeriodSeconds").asInt()).isGreaterThan(seconds + 5);
        // Quarkus would wait all of it for requests that are upgrades, and never end.
        assertThat(variables()).noneMatch(literal -> literal.startsWith("QUARKUS_SHUTDOWN_TIMEOUT"));
    }

    @Test
    void whatIsConfiguredStandsInTheReadme() {
        List<String> documented = Markdown.readme().table("Environment").stream()
                .map(row -> row.get(0).replace("`", ""))
                .toList();
        assertThat(variables())
                .isNotEmpty()
                .extracting(literal -> literal.replaceAll("=.*", ""))
                .isSubsetOf(documented);
    }

    private static List<String> variables() {
        JsonNode literals = manifest("kustomization.yaml").at("/configMapGenerator/0/literals");
        return StreamSupport.stream(literals.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void theServiceLeadsToThePods() {
        JsonNode service = manifest("service.yaml");
        JsonNode labels = manifest("deployment.yaml").at("/spec/template/metadata/labels");
        service.at("/spec/selector").properties().forEach(label -> assertThat(labels.path(label.getKey()))
                .isEqualTo(label.getValue()));
        assertThat(service.at("/spec/selector")).isNotEmpty();
        assertThat(service.at("/spec/ports/0/targetPort")).isEqualTo(container.at("/ports/0/name"));
    }

    @Test
    void everyManifestIsListed() throws IOException {
        JsonNode listed = manifest("kustomization.yaml").path("resources");
        try (var files = Files.list(MANIFESTS)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .toList();
            assertThat(StreamSupport.stream(listed.spliterator(), false).map(JsonNode::asText))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
