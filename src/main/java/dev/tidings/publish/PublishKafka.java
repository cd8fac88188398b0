package dev.tidings.publish;

import dev.tidings.event.LogTerms;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer's settings: what {@code kafka.*} says, but for what publishing cannot leave to anybody. */
@Singleton
class PublishKafka {
    private static final int LINGER_MS = 2;
    private static final int LEAST_BUFFER = 4 << 20;
    private static final int LEAST_REQUEST = 1 << 20;

    private final Map<String, Object> common;
    private final PublishConfig config;
    private final LogTerms log;

    PublishKafka(@Identifier("default-kafka-broker") Map<String, Object> common, PublishConfig config, LogTerms log) {
        this.common = common;
        this.config = config;
        this.log = log;
    }

    /** Waits for all replicas, and repeats nothing when it tries again. */
    Map<String, Object> producer() {
        int millis = (int) config.timeout().toMillis();
        Map<String, Object> settings = new HashMap<>(common);
        settings.keySet()
                .removeIf(key -> ConsumerConfig.configNames().contains(key)
                        && !ProducerConfig.configNames().contains(key));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "tidings-publish");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        // What is on its way is bounded before it comes here.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(LEAST_BUFFER, 2 * config.maxPendingBytes()));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Math.max(LEAST_REQUEST, log.maxEventSize() + 1024));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis + LINGER_MS);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return settings;
    }
}
