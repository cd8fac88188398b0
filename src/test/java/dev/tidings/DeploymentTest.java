package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidings.lifecycle.DrainConfig;
import dev.tidings.socket.SocketConfig;
import dev.tidings.testkit.Markdown;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the manifests and the Dockerfile promise to each other and to the README. */
class DeploymentTest {
    private static final Path MANIFESTS = Path.of("k8s");
    /** What a drain may take beyond its settings. */
    private static final int LATENESS_SECONDS = 4;

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
                .contains(
                        "\nENTRYPOINT [\"java\", \"-XX:AOTCache=/app/tidings.aot\", \"-jar\", \"/app/quarkus-run.jar\"]");
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
        long longest = seconds("tidings.drain.overlap")
                + seconds("tidings.drain.period")
                + seconds("tidings.socket.close-timeout")
                + LATENESS_SECONDS;
        assertThat(pod.at("/terminationGracePeriodSeconds").asLong()).isGreaterThanOrEqualTo(longest + 10);
        // Quarkus would wait all of it for requests that are upgrades, and never end.
        assertThat(variables()).noneMatch(literal -> literal.startsWith("QUARKUS_SHUTDOWN"));
        assertThat(container.at("/lifecycle").isMissingNode())
                .as("the overlap is the preStop hook")
                .isTrue();
    }

    /** By the environment of the manifests, or the default. */
    private static long seconds(String key) {
        String variable = Settings.variable(key) + "=";
        String text = variables().stream()
                .filter(literal -> literal.startsWith(variable))
                .map(literal -> literal.substring(variable.length()))
                .findFirst()
                .orElseGet(() -> defaultOf(key));
        return Duration.parse("PT" + text).toSeconds();
    }

    private static String defaultOf(String key) {
        return Objects.requireNonNull(new Settings(List.of(DrainConfig.class, SocketConfig.class))
                        .keys()
                        .get(key))
                .getAnnotation(WithDefault.class)
                .value();
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
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .toList();
            assertThat(StreamSupport.stream(listed.spliterator(), false).map(JsonNode::asText))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }
}
