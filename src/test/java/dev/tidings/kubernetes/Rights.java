package dev.tidings.kubernetes;

import static dev.tidings.kubernetes.Manifests.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Does with a broker what Strimzi's operators do with the manifests: makes the topics, and gives the user its rights. */
final class Rights {
    private static final Path COMPONENTS = Path.of("k8s", "components");

    /** As Strimzi calls them. */
    private static final Map<String, ResourceType> TYPES = Map.of(
            "topic", ResourceType.TOPIC,
            "group", ResourceType.GROUP,
            "transactionalId", ResourceType.TRANSACTIONAL_ID,
            "cluster", ResourceType.CLUSTER);

    private static final Map<String, AclOperation> OPERATIONS = Map.of(
            "Read", AclOperation.READ,
            "Write", AclOperation.WRITE,
            "Describe", AclOperation.DESCRIBE,
            "IdempotentWrite", AclOperation.IDEMPOTENT_WRITE);

    private Rights() {}

    /** Those of the component strimzi. */
    static void giveAll(Admin admin) {
        give(
                admin,
                topics("strimzi"),
                acls(stream(read("strimzi/user.yaml")
                        .get("KafkaUser", Manifests.TIDINGS)
                        .at("/spec/authorization/acls"))));
    }

    /** And those of strimzi-intake, which patches the user. */
    static void giveIntakes(Admin admin) {
        give(
                admin,
                topics("strimzi-intake"),
                acls(read("strimzi-intake/rights.yaml").all().stream().map(patch -> patch.path("value"))));
    }

    private static void give(Admin admin, List<NewTopic> topics, List<AclBinding> acls) {
        try {
            admin.createTopics(topics).all().get();
            admin.createAcls(acls).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("broker: refused (expected: topics and rights made)", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As they are, but that one broker holds no replicas. */
    private static List<NewTopic> topics(String component) {
        return read(component + "/topics.yaml").all().stream()
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

    private static List<AclBinding> acls(Stream<JsonNode> manifests) {
        return manifests
                .flatMap(acl -> stream(acl.path("operations")).map(operation -> binding(acl, operation.asText())))
                .toList();
    }

    private static AclBinding binding(JsonNode acl, String operation) {
        JsonNode resource = acl.path("resource");
        return new AclBinding(
                new ResourcePattern(
                        TYPES.get(resource.path("type").asText()),
                        resource.path("name").asText(Resource.CLUSTER_NAME),
                        resource.path("patternType").asText().equals("prefix")
                                ? PatternType.PREFIXED
                                : PatternType.LITERAL),
                new AccessControlEntry(
                        "User:" + Manifests.TIDINGS, "*", OPERATIONS.get(operation), AclPermissionType.ALLOW));
    }

    private static Manifests read(String file) {
        try {
            return Kustomize.parse(Files.readString(COMPONENTS.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
