package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tidings.settings.Settings;
import dev.tidings.testkit.Compose;
import dev.tidings.testkit.Markdown;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docker/compose.yml names is there. */
class ComposeTest {
    private final Compose compose = Compose.read();

    @Test
    void mountedFilesExist() {
        List<String> mounts = compose.services().stream()
                .flatMap(service -> compose.list(service, "volumes").stream())
                .toList();
        assertThat(mounts).isNotEmpty().allSatisfy(mount -> {
            String source = mount.split(":", 2)[0];
            if (source.startsWith("./")) {
                assertThat(Compose.FOLDER.resolve(source)).exists();
                assertThat(mount).as("may only be read").endsWith(":ro");
            } else {
                assertThat(compose.volumes()).contains(source);
            }
        });
    }

    @Test
    void theDockerfileExists() {
        assertThat(compose.service("tidings-1").get("build"))
                .isEqualTo(Map.of("context", "..", "dockerfile", "docker/Dockerfile"));
        assertThat(Path.of("docker", "Dockerfile")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tidings-1", "tidings-2"})
    void theSettingsOfTidingsExist(String instance) throws IOException {
        Set<String> names = compose.environment(instance).keySet();
        assertThat(new Settings(mappings()).unknown(names)).isEmpty();
        assertThat(names.stream().filter(name -> name.startsWith("QUARKUS_")))
                .isNotEmpty()
                .isSubsetOf(variablesOfQuarkus());
        assertThat(names).allMatch(name -> name.matches("(TIDINGS|QUARKUS|KAFKA)_.*"));
    }

    private static Set<Class<?>> mappings() {
        return new ClassFileImporter()
                .importPath(Path.of("target", "classes", "dev")).stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .collect(Collectors.toSet());
    }

    /** As Quarkus' extensions describe them themselves. */
    private static Set<String> variablesOfQuarkus() throws IOException {
        Set<String> variables = new HashSet<>();
        ClassLoader loader = ComposeTest.class.getClassLoader();
        for (URL model :
                Collections.list(loader.getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
            try (InputStream json = model.openStream()) {
                JsonNode tree = new ObjectMapper().readTree(json);
                variables.addAll(tree.findValuesAsText("environmentVariable"));
            }
        }
        return variables;
    }

    @Test
    void theSettingsOfKafkaExist() {
        assertThat(compose.environment("kafka").keySet())
                .isNotEmpty()
                .allMatch(name -> name.startsWith("KAFKA_"))
                // The JVM's, which the image does not hand on.
                .filteredOn(name -> !name.equals("KAFKA_HEAP_OPTS"))
                .extracting(name -> name.substring("KAFKA_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'))
                .isSubsetOf(KafkaConfig.configDef().names());
    }

    /** The README has a command for the control topic, which must be made with care. */
    @Test
    void topicsAreCreatedAsTheReadmeSays() {
        List<String> made = compose.list("topics", "command")
                .get(0)
                .lines()
                .filter(line -> line.startsWith("create --topic"))
                .toList();
        assertThat(made).extracting(line -> line.split(" ", -1)[2]).containsExactlyInAnyOrderElementsOf(topics());
        Set<String> readme = new TreeSet<>(configs(Markdown.page("logout.md").section("The control topic")));
        // With one broker there is one replica.
        readme.remove("min.insync.replicas=2");
        assertThat(configs(made.get(made.size() - 1)))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(readme)
                .contains("cleanup.policy=compact,delete");
    }

    private static List<String> topics() {
        return Markdown.page("configuration.md").table("Keys").stream()
                .filter(row -> row.get(0).startsWith("`tidings.topics."))
                .map(row -> row.get(1).replace("`", ""))
                .toList();
    }

    private static List<String> configs(String text) {
        Matcher found = Pattern.compile("--config (\\S+=\\S+)").matcher(text);
        return found.results().map(each -> each.group(1)).toList();
    }

    /** What the tests run is what is shipped. */
    @Test
    void versionsAreThoseOfTheTests() throws IOException {
        assertThat(image("kafka")).endsWith(":" + property("kafka.version"));
        assertThat(image("topics")).isEqualTo(image("kafka"));
        assertThat(image("keycloak")).endsWith(":" + property("keycloak.version"));
        assertThat(compose.services()).extracting(this::image).noneMatch(image -> image.endsWith("latest"));
        assertThat(compose.services()).extracting(this::image).allMatch(image -> image.matches(".+:[^:/]+"));
    }

    private String image(String service) {
        return compose.text(service, "image");
    }

    private static String property(String name) throws IOException {
        Matcher found =
                Pattern.compile("<" + Pattern.quote(name) + ">(.*?)<").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void portsArePublishedOnThisMachineOnly() {
        assertThat(compose.services().stream().flatMap(service -> compose.list(service, "ports").stream()))
                .isNotEmpty()
                .allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(compose.list("proxy", "ports")).as("the inside door is not").containsExactly("127.0.0.1:8080:8080");
    }

    /** Docker builds all services at the same time since Compose delegates to Bake, and two that export one tag collide. */
    @Test
    void anImageIsBuiltByOneServiceAlone() {
        List<String> built = compose.services().stream()
                .filter(service -> compose.service(service).containsKey("build"))
                .map(this::image)
                .toList();
        assertThat(built).isNotEmpty().doesNotHaveDuplicates();
        assertThat(compose.services().stream()
                        .filter(service -> built.contains(image(service)))
                        .filter(service -> !compose.service(service).containsKey("build")))
                .isNotEmpty()
                .allMatch(service -> compose.text(service, "pull_policy").equals("never"));
    }

    /** {@code up --wait} takes the end of a service for success only where another waits for it. */
    @Test
    void instancesWaitForTheCompletionOfTheTopics() {
        List<String> ending = compose.services().stream()
                .filter(service -> compose.text(service, "restart").equals("on-failure"))
                .toList();
        assertThat(ending).containsExactly("topics");
        assertThat(List.of("tidings-1", "tidings-2"))
                .allSatisfy(service -> assertThat(compose.service(service).get("depends_on"))
                        .isEqualTo(Map.of("topics", Map.of("condition", "service_completed_successfully"))));
    }

    @Test
    void everyServiceIsRestartedAndHasAMemoryLimit() {
        assertThat(compose.services()).allSatisfy(service -> {
            assertThat(compose.text(service, "restart")).isIn("unless-stopped", "on-failure");
            assertThat(compose.text(service, "mem_limit")).as(service).matches("\\d+[mg]");
        });
    }

    @Test
    void servicesWithAHealthEndpointHaveAHealthCheck() {
        assertThat(List.of("tidings-1", "tidings-2"))
                .allSatisfy(service -> assertThat(String.join(" ", compose.healthCheck(service)))
                        .contains("localhost/8080", "GET /q/health/ready HTTP/1.0"));
        assertThat(String.join(" ", compose.healthCheck("keycloak")))
                .contains("localhost/9000", "GET /health/ready HTTP/1.0");
        assertThat(compose.variable("keycloak", "KC_HEALTH_ENABLED")).isEqualTo("true");
    }

    @Test
    void hostNamesAreNamesOfServices() {
        for (String instance : List.of("tidings-1", "tidings-2")) {
            assertThat(compose.variable(instance, "KAFKA_BOOTSTRAP_SERVERS")).isEqualTo("kafka:19092");
            assertThat(compose.variable(instance, "QUARKUS_OIDC_AUTH_SERVER_URL"))
                    .isEqualTo("http://keycloak:8080/realms/tidings");
            assertThat(compose.variable(instance, "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES"))
                    .isEqualTo("proxy");
        }
        assertThat(compose.services()).contains("kafka", "keycloak", "proxy", "tidings-1", "tidings-2");
        assertThat(compose.variable("kafka", "KAFKA_ADVERTISED_LISTENERS")).contains("INSIDE://kafka:19092");
        assertThat(Compose.FOLDER.resolve("haproxy/haproxy.cfg"))
                .content()
                .contains("tidings-1:8080", "tidings-2:8080");
        assertThat(Compose.FOLDER.resolve("prometheus/prometheus.yml"))
                .content()
                .contains("tidings-1:8080", "tidings-2:8080");
    }

    @Test
    void instancesAreAsRestrictedAsTheImageAllows() {
        assertThat(compose.service("tidings-1"))
                .extracting("read_only", "cap_drop", "tmpfs", "security_opt")
                .containsExactly(true, List.of("ALL"), List.of("/tmp"), List.of("no-new-privileges:true"));
    }
}
