package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;
import static dev.tidings.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Strimzi is asked for is what the service reads and writes; whether it is enough, KafkaRightsIT tries. */
final class KafkaRules {
    private KafkaRules() {}

    static Stream<String> broken(Manifests manifests) {
        if (manifests.ofKind("Kafka").findAny().isEmpty()) {
            return Stream.of();
        }
        return Stream.of(
                        addresses(manifests),
                        owners(manifests),
                        topics(manifests),
                        control(manifests),
                        rights(manifests),
                        hasIntake(manifests) ? IntakeRules.broken(manifests) : List.<String>of())
                .flatMap(List::stream);
    }

    /** Or events by REST: whoever has the topic of dead letters may write to the log. */
    private static boolean hasIntake(Manifests manifests) {
        return manifests
                .ofKind("KafkaTopic")
                .map(Manifests::name)
                .anyMatch(Defaults.of(manifests, "tidings.topics.dead-letters")::equals);
    }

    /** Also where an overlay names brokers elsewhere. And a Kafka whose version is open becomes another with each new Strimzi. */
    private static List<String> addresses(Manifests manifests) {
        JsonNode kafka = manifests.ofKind("Kafka").findFirst().orElseThrow();
        String expected = Manifests.name(kafka) + "-kafka-bootstrap:9093";
        String found = manifests.variable("KAFKA_BOOTSTRAP_SERVERS").orElse("");
        return Stream.of(
                        found.equals(expected)
                                ? ""
                                : "ConfigMap/tidings KAFKA_BOOTSTRAP_SERVERS: " + found + " (expected: " + expected
                                        + ")",
                        kafka.at("/spec/kafka/version").asText().matches("\\d+\\.\\d+\\.\\d+")
                                ? ""
                                : title(kafka) + " version is open (expected: one)")
                .filter(complaint -> !complaint.isEmpty())
                .toList();
    }

    private static List<String> owners(Manifests manifests) {
        String cluster = Manifests.name(manifests.ofKind("Kafka").findFirst().orElseThrow());
        return Stream.of("KafkaTopic", "KafkaUser", "KafkaNodePool")
                .flatMap(manifests::ofKind)
                .filter(manifest -> !manifest.at("/metadata/labels")
                        .path("strimzi.io/cluster")
                        .asText()
                        .equals(cluster))
                .map(manifest -> title(manifest) + " strimzi.io/cluster (expected: " + cluster + ")")
                .toList();
    }

    private static List<String> topics(Manifests manifests) {
        Set<String> made = manifests.ofKind("KafkaTopic").map(Manifests::name).collect(Collectors.toSet());
        return Stream.of("notifications", "announcements", "control")
                .map(topic -> Defaults.of(manifests, "tidings.topics." + topic))
                .filter(topic -> !made.contains(topic))
                .map(topic -> "KafkaTopic/" + topic + " is missing (expected: rendered)")
                .toList();
    }

    private static List<String> control(Manifests manifests) {
        JsonNode config = manifests
                .get("KafkaTopic", Defaults.of(manifests, "tidings.topics.control"))
                .at("/spec/config");
        long hours = Duration.parse("PT" + Defaults.of(manifests, "tidings.control.max-token-lifetime"))
                .toHours();
        List<String> complaints = new ArrayList<>();
        if (!config.path("cleanup.policy").asText().equals("compact,delete")) {
            complaints.add("KafkaTopic/control cleanup.policy: " + config.path("cleanup.policy")
                    + " (expected: compact,delete)");
        }
        if (Duration.ofMillis(config.path("retention.ms").asLong()).toHours() <= hours) {
            complaints.add("KafkaTopic/control retention.ms: " + config.path("retention.ms") + " (expected: more than "
                    + hours + " hours, tidings.control.max-token-lifetime)");
        }
        return complaints;
    }

    /** Nobody but Tidings may log people out, and Tidings may write nothing else; but for its demo page. */
    private static List<String> rights(Manifests manifests) {
        if (manifests.variable("TIDINGS_DEMO_ENABLED").orElse("").equals("true")) {
            return List.of();
        }
        List<String> written = new ArrayList<>(List.of(Defaults.of(manifests, "tidings.topics.control")));
        if (hasIntake(manifests)) {
            written.addAll(IntakeRules.topicsWritten(manifests));
        }
        if (manifests.variable("TIDINGS_INBOX_ENABLED").orElse("").equals("true")) {
            written.add(Defaults.of(manifests, "tidings.topics.notifications"));
        }
        return stream(manifests.get("KafkaUser", Manifests.TIDINGS).at("/spec/authorization/acls"))
                .filter(acl -> stream(acl.path("operations"))
                        .map(JsonNode::asText)
                        .anyMatch(operation ->
                                operation.equals("All") || (operation.equals("Write") && !mayWrite(acl, written))))
                .map(acl -> "KafkaUser/tidings acl: " + acl + " (expected: Write on " + String.join(", ", written)
                        + " alone)")
                .toList();
    }

    private static boolean mayWrite(JsonNode acl, List<String> written) {
        String type = acl.at("/resource/type").asText();
        boolean transactions = written.size() > 1 && type.equals("transactionalId");
        boolean topic = type.equals("topic")
                && acl.at("/resource/patternType").asText().equals("literal")
                && written.contains(acl.at("/resource/name").asText());
        return transactions || topic;
    }
}
