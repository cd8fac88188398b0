package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Strimzi is asked for is what intake reads and writes; whether it is enough, KafkaScramIT tries. */
final class IntakeRules {
    private static final String GROUP = "tidings-intake";
    /** Of the inbox's projection, which has nothing to do with intake. */
    private static final String OTHER_GROUP = "tidings-inbox";
    private static final Duration LOOKED_INTO = Duration.ofDays(7);
    /** {@code tidings.intake.repetition-window}. */
    private static final Duration REMEMBERED = Duration.ofHours(24);

    private IntakeRules() {}

    /** Of whom events are for, and what intake keeps. */
    static List<String> topicsWritten(Manifests manifests) {
        return Stream.concat(Stream.of("notifications", "announcements"), own())
                .map(topic -> Defaults.of(manifests, "tidings.topics." + topic))
                .toList();
    }

    private static Stream<String> own() {
        return Stream.of("dead-letters", "retries", "seen");
    }

    static List<String> broken(Manifests manifests) {
        List<String> complaints = new ArrayList<>(topics(manifests));
        complaints.addAll(names(manifests));
        if (stream(manifests.container().path("volumeMounts"))
                .anyMatch(mount -> mount.path("name").asText().equals("routes") && mount.has("subPath"))) {
            complaints.add("Deployment/tidings volume routes: subPath (expected: none, or changes are never seen)");
        }
        return complaints;
    }

    private static List<String> topics(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        Set<String> made = manifests.ofKind("KafkaTopic").map(Manifests::name).collect(Collectors.toSet());
        own().forEach(key -> {
            String name = Defaults.of(manifests, "tidings.topics." + key);
            if (made.contains(name)) {
                JsonNode config = manifests.get("KafkaTopic", name).at("/spec/config");
                complaints.addAll(config(name, config, leastRetention(key), !key.equals("seen")));
            } else {
                complaints.add("KafkaTopic/" + name + " is missing (expected: rendered)");
            }
        });
        return complaints;
    }

    private static Duration leastRetention(String key) {
        return switch (key) {
            case "dead-letters" -> LOOKED_INTO;
            case "seen" -> REMEMBERED;
            default -> Duration.ofHours(1);
        };
    }

    private static List<String> config(String name, JsonNode config, Duration least, boolean holdsOthers) {
        List<String> complaints = new ArrayList<>();
        if (!config.path("cleanup.policy").asText().equals("delete")) {
            complaints.add(
                    "KafkaTopic/" + name + " cleanup.policy: " + config.path("cleanup.policy") + " (expected: delete)");
        }
        if (Duration.ofMillis(config.path("retention.ms").asLong()).compareTo(least) <= 0) {
            complaints.add("KafkaTopic/" + name + " retention.ms: " + config.path("retention.ms")
                    + " (expected: more than " + least + ")");
        }
        if (holdsOthers && config.path("max.message.bytes").asLong() <= 1 << 20) {
            complaints.add("KafkaTopic/" + name + " max.message.bytes: " + config.path("max.message.bytes")
                    + " (expected: more than 1 MiB, others' largest records with headers more)");
        }
        return complaints;
    }

    private static List<String> names(Manifests manifests) {
        List<String> complaints = new ArrayList<>();
        stream(manifests.get("KafkaUser", Manifests.TIDINGS).at("/spec/authorization/acls"))
                .forEach(acl -> {
                    String type = acl.at("/resource/type").asText();
                    String name = acl.at("/resource/name").asText();
                    boolean wrong = (type.equals("group") && !Set.of(GROUP, OTHER_GROUP).contains(name))
                            || (type.equals("transactionalId") && !name.equals(GROUP + "-"));
                    if (wrong) {
                        complaints.add("KafkaUser/tidings " + type + ": " + name + " (expected: " + GROUP + ")");
                    }
                });
        return complaints;
    }
}
