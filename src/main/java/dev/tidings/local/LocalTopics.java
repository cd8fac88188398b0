package dev.tidings.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Creates the missing ones of the topics that Tidings reads and writes. */
final class LocalTopics {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Settings of the control topic, as in docs/logout.md: compacted, and kept for longer than any token lives. */
    private static final Map<String, String> CONTROL = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(Duration.ofDays(2).toMillis()),
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofHours(1).toMillis()));

    /** Largest record in bytes: a source record of the largest size, and the headers with the reason of its failure. */
    private static final String LARGE = Integer.toString(2 << 20);

    private static final Map<String, String> DEAD_LETTERS =
            retention(Duration.ofDays(14), Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGE));
    private static final Map<String, String> RETRIES =
            retention(Duration.ofDays(1), Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGE));

    /** Settings of the topic of seen records: kept two hours longer than intake reads it. */
    private static final Map<String, String> SEEN = retention(
            Duration.ofHours(26),
            Map.of(
                    TopicConfig.SEGMENT_MS_CONFIG,
                    Long.toString(Duration.ofHours(1).toMillis())));

    private final List<NewTopic> topics;

    LocalTopics(Config config) {
        topics = new ArrayList<>(List.of(
                topic(name(config, "notifications", "notifications"), 4),
                topic(name(config, "announcements", "announcements"), 2),
                topic(name(config, "control", "notifications.control"), 1).configs(CONTROL),
                topic(name(config, "dead-letters", "notifications.dead-letters"), 2)
                        .configs(DEAD_LETTERS),
                topic(name(config, "retries", "notifications.retries"), 2).configs(RETRIES),
                topic(name(config, "seen", "notifications.seen"), 2).configs(SEEN)));
        // Source topics for trying routes.
        config.getOptionalValues("tidings.local.topics", String.class)
                .orElse(List.of())
                .forEach(name -> topics.add(topic(name, 2)));
    }

    private static Map<String, String> retention(Duration time, Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(more);
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(time.toMillis()));
        return configs;
    }

    /** Creates the missing topics, and returns their names. */
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
