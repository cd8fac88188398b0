package dev.tidings.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.Config;

/** The topics that Tidings reads and writes, made where they do not exist. */
final class LocalTopics {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** As the README has it: compacted by who is logged out, and kept for longer than any token lives. */
    private static final Map<String, String> CONTROL = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofDays(2).toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofHours(1).toMillis()));

    private final List<NewTopic> topics;

    LocalTopics(Config config) {
        topics = List.of(
                topic(name(config, "notifications", "notifications"), 4),
                topic(name(config, "announcements", "announcements"), 2),
                topic(name(config, "control", "notifications.control"), 1).configs(CONTROL));
    }

    /** Returns the names of those that were made. */
    List<String> createMissing(String bootstrapServers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(settings(bootstrapServers))) {
            Set<String> existing = admin.listTopics().names().get();
            List<NewTopic> missing = topics.stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .toList();
            create(admin, missing);
            return missing.stream().map(NewTopic::name).toList();
        }
    }

    private static void create(Admin admin, List<NewTopic> missing) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(missing).all().get();
        } catch (ExecutionException e) {
            // Another instance on the same broker was faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private static String name(Config config, String key, String otherwise) {
        return config.getOptionalValue("tidings.topics." + key, String.class).orElse(otherwise);
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    }
}
