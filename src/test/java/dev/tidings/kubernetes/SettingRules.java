package dev.tidings.kubernetes;

import dev.tidings.testkit.Markdown;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the environment says is something that the service, Quarkus or Kafka's client knows; and the addresses are there. */
final class SettingRules {
    private static final Markdown KEYS = Markdown.page("configuration.md");
    private static final Markdown GUIDE = Markdown.of(Path.of("docs", "kubernetes.md"));
    private static final List<String> REQUIRED =
            List.of("KAFKA_BOOTSTRAP_SERVERS", "QUARKUS_OIDC_AUTH_SERVER_URL", "QUARKUS_OIDC_TOKEN_AUDIENCE");
    /** The table of docs/configuration.md is what the code knows: DocumentsTest holds it. */
    private static final Set<String> OWN = KEYS.table("Keys").stream()
            .map(row -> row.get(0).replace("`", "").toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
            .collect(Collectors.toSet());

    private static final Set<String> KAFKAS = Stream.of(
                    ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
            .flatMap(Set::stream)
            .map(key -> "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'))
            .collect(Collectors.toSet());

    private SettingRules() {}

    static Stream<String> broken(Manifests manifests) {
        Stream<String> unknown = names(manifests)
                .filter(name -> !isKnown(name))
                .map(name -> "ConfigMap/tidings " + name + " (expected: a key that the service knows)");
        Stream<String> missing = REQUIRED.stream()
                .filter(name -> manifests.variable(name).orElse("").isBlank())
                .map(name -> "ConfigMap/tidings " + name + " is missing (expected: set)");
        return Stream.concat(unknown, missing);
    }

    private static Stream<String> names(Manifests manifests) {
        Stream<String> given = manifests.settings().properties().stream().map(entry -> entry.getKey());
        Stream<String> own = Manifests.stream(manifests.container().path("env"))
                .map(variable -> variable.path("name").asText())
                .filter(name -> name.matches("(TIDINGS|KAFKA|QUARKUS)_.*"));
        return Stream.concat(given, own);
    }

    private static boolean isKnown(String name) {
        if (name.startsWith("TIDINGS_")) {
            return OWN.contains(name);
        }
        if (name.startsWith("KAFKA_")) {
            return KAFKAS.contains(name) || name.matches("KAFKA_CONFIG_PROVIDERS(_[A-Z]+_CLASS)?");
        }
        // Of Quarkus' thousands, those that we explain; the one that must never be set is explained too.
        return !name.equals("QUARKUS_SHUTDOWN_TIMEOUT")
                && name.startsWith("QUARKUS_")
                && (KEYS.text().contains("`" + name + "`") || GUIDE.text().contains("`" + name + "`"));
    }
}
