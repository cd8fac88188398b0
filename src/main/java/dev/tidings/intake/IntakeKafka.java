package dev.tidings.intake;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The clients' settings: what {@code kafka.*} says, but for what intake cannot leave to anybody. */
@Singleton
class IntakeKafka {
    private static final String CLIENT_ID = "tidings-intake";
    private static final int BATCH_BYTES = 64 * 1024;
    /** A dead letter is as large as its record was; what the broker takes is for the broker to say. */
    private static final int LARGEST_RECORD = 16 * 1024 * 1024;

    private static final int SEEN_FETCH_BYTES = 4 * 1024 * 1024;

    private final Map<String, Object> common;
    private final IntakeConfig config;
    private final String transactionalId;

    IntakeKafka(@Identifier("default-kafka-broker") Map<String, Object> common, IntakeConfig config) {
        this.common = common;
        this.config = config;
        // One that stays the same ends at once what this pod has left open when it was killed.
        this.transactionalId = config.group() + "-"
                + config.instanceId().orElseGet(() -> UUID.randomUUID().toString());
    }

    String transactionalId() {
        return transactionalId;
    }

    /** Of the group; where nothing is committed, intake decides itself. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = reading();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        config.instanceId().ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxPollRecords());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, config.maxPollBytes());
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.min(1 << 20, config.maxPollBytes()));
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int)
                config.refreshInterval().toMillis());
        return settings;
    }

    /** Reads by assignment what is remembered. */
    Map<String, Object> seenConsumer() {
        Map<String, Object> settings = reading();
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID + "-seen");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, SEEN_FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SEEN_FETCH_BYTES);
        return settings;
    }

    private Map<String, Object> reading() {
        Map<String, Object> settings = of(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        return settings;
    }

    /** Gives up early enough that a transaction can still be aborted before the broker does it. */
    Map<String, Object> producer() {
        int timeout = (int) config.transactionTimeout().toMillis();
        Map<String, Object> settings = of(ProducerConfig.configNames());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeout);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 3);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout * 2 / 3);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout * 2 / 3);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return settings;
    }

    Map<String, Object> admin() {
        Map<String, Object> settings = of(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return settings;
    }

    /** Without what only other clients know; the names of config providers nobody lists. */
    private Map<String, Object> of(Set<String> known) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.keySet().removeIf(key -> isKnownToAny(key) && !known.contains(key));
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
        return settings;
    }

    private static boolean isKnownToAny(String key) {
        return ConsumerConfig.configNames().contains(key)
                || ProducerConfig.configNames().contains(key)
                || AdminClientConfig.configNames().contains(key);
    }
}
