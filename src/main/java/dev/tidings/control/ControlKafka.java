package dev.tidings.control;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The clients' settings: what {@code kafka.*} says, but for what control cannot leave to anybody. */
@Singleton
class ControlKafka {
    private static final int FETCH_BYTES = 1 << 20;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Map<String, Object> common;
    private final ControlConfig config;

    ControlKafka(@Identifier("default-kafka-broker") Map<String, Object> common, ControlConfig config) {
        this.common = common;
        this.config = config;
    }

    /** Reads by assignment, from the beginning, what is committed; a topic that is missing must not be made by asking. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = new HashMap<>(common);
        // What only a producer knows; the names of config providers nobody lists.
        settings.keySet()
                .removeIf(key -> ProducerConfig.configNames().contains(key)
                        && !ConsumerConfig.configNames().contains(key));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "tidings-control");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return settings;
    }

    /** Waits for all replicas, and not for company. */
    Map<String, Object> producer() {
        int millis = (int) config.publishTimeout().toMillis();
        Map<String, Object> settings = new HashMap<>(common);
        settings.keySet()
                .removeIf(key -> ConsumerConfig.configNames().contains(key)
                        && !ProducerConfig.configNames().contains(key));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "tidings-control");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return settings;
    }
}
