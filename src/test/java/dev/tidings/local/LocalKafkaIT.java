package dev.tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Broker;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class LocalKafkaIT {
    @Test
    void aRunningBrokerIsUsedAndGetsTheMissingTopics() throws Exception {
        try (Broker running = Broker.own();
                Admin admin = Admin.create(Map.of("bootstrap.servers", running.bootstrapServers()))) {
            running.createTopic("announcements", 3);

            localKafka(running, "news").start(new StartupEvent());

            assertThat(admin.listTopics().names().get())
                    .contains("news", "announcements", "notifications.control", "orders", "payments");
            assertThat(config(admin, "notifications.control", TopicConfig.CLEANUP_POLICY_CONFIG))
                    .isEqualTo("compact,delete");
            for (Map.Entry<String, Duration> kept : Map.of(
                            "notifications.dead-letters", Duration.ofDays(14),
                            "notifications.retries", Duration.ofDays(1),
                            "notifications.seen", Duration.ofHours(26))
                    .entrySet()) {
                assertThat(config(admin, kept.getKey(), TopicConfig.RETENTION_MS_CONFIG))
                        .isEqualTo(Long.toString(kept.getValue().toMillis()));
                assertThat(config(admin, kept.getKey(), TopicConfig.CLEANUP_POLICY_CONFIG))
                        .isEqualTo("delete");
            }
        }
    }

    @Test
    void existingTopicsAreNotChanged() throws Exception {
        try (Broker running = Broker.own()) {
            localKafka(running, "notifications").start(new StartupEvent());
            running.produce("notifications", "alice", Map.of(), new byte[1]);

            localKafka(running, "notifications").start(new StartupEvent());

            assertThat(running.produce("notifications", "alice", Map.of(), new byte[1])
                            .offset())
                    .isEqualTo(1);
        }
    }

    private static LocalKafka localKafka(Broker broker, String notifications) {
        return new LocalKafka(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "kafka.bootstrap.servers",
                                broker.bootstrapServers(),
                                "tidings.topics.notifications",
                                notifications,
                                "tidings.local.topics",
                                "orders,payments"),
                        "test",
                        100))
                .build());
    }

    private static String config(Admin admin, String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return config.get(name).value();
    }
}
