package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Does with a broker what Strimzi's operators do with the manifests: makes the topics, and gives the user its rights. */
final class Rights {
    private static final Path STRIMZI = Path.of("k8s", "components", "strimzi");

    private Rights() {}

    static void giveAll(Admin admin) {
        try {
            admin.createTopics(topics()).all().get();
            admin.createAcls(acls()).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("broker: refused (expected: topics and rights made)", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As they are, but that one broker holds no replicas. */
    private static List<NewTopic> topics() {
        return read("topics.yaml").all().stream()
                .map(topic -> new NewTopic(
                                Manifests.name(topic),
                                Optional.of(topic.at("/spec/partitions").asInt()),
                                Optional.of((short) 1))
                        .configs(configs(topic.at("/spec/config"))))
                .toList();
    }

    private static Map<String, String> configs(JsonNode config) {
        return config.properties().stream()
                .filter(entry -> !entry.getKey().equals("min.insync.replicas"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    private static List<AclBinding> acls() {
        JsonNode user = read("user.yaml").get("KafkaUser", Manifests.TIDINGS);
        return stream(user.at("/spec/authorization/acls"))
                .flatMap(acl -> stream(acl.path("operations")).map(operation -> binding(acl, operation.asText())))
                .toList();
    }

    private static AclBinding binding(JsonNode acl, String operation) {
        JsonNode resource = acl.path("resource");
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.fromString(resource.path("type").asText().toUpperCase(Locale.ROOT)),
                        resource.path("name").asText(),
                        PatternType.fromString(
                                resource.path("patternType").asText().toUpperCase(Locale.ROOT))),
                new AccessControlEntry(
                        "User:" + Manifests.TIDINGS,
                        "*",
                        AclOperation.fromString(operation.toUpperCase(Locale.ROOT)),
                        AclPermissionType.ALLOW));
    }

    private static Manifests read(String file) {
        try {
            return Kustomize.parse(Files.readString(STRIMZI.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
