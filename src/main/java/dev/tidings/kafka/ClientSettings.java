package dev.tidings.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The common settings of Kafka's clients: {@code kafka.*}, except for fixed ones. Each client adds its own. */
@Singleton
public class ClientSettings {
    private static final Set<String> ALL = Stream.of(
                    ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Object> common;

    public ClientSettings(@Identifier("default-kafka-broker") Map<String, Object> common) {
        this.common = common;
    }

    /** Returns settings for reading committed records by assignment; a query must not create a missing topic. */
    public Map<String, Object> consumer(String clientId) {
        Map<String, Object> settings = of(ConsumerConfig.configNames());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return settings;
    }

    /** Returns settings that wait for all replicas, not for batches and no longer than this; retries are idempotent. */
    public Map<String, Object> producer(String clientId, Duration patience) {
        int millis = (int) patience.toMillis();
        Map<String, Object> settings = of(ProducerConfig.configNames());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return settings;
    }

    /** Returns settings for queries about topics, which wait for an answer for at most 10 seconds. */
    public Map<String, Object> admin(String clientId) {
        Map<String, Object> settings = of(AdminClientConfig.configNames());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    /** Returns the settings without those of other kinds of clients; the names of config providers are in no list. */
    private Map<String, Object> of(Set<String> own) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.keySet().removeIf(key -> ALL.contains(key) && !own.contains(key));
        return settings;
    }
}
