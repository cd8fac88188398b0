package dev.tidings.intake;

import dev.tidings.kafka.ClientSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of intake's clients. */
@Singleton
class IntakeKafka {
    private static final String CLIENT_ID = "tidings-intake";
    private static final int BATCH_BYTES = 64 * 1024;
    /** A dead letter is as large as its record; the limit is left to the broker. */
    private static final int LARGEST_RECORD = 16 * 1024 * 1024;

    private static final int SEEN_FETCH_BYTES = 4 * 1024 * 1024;

    private final ClientSettings clients;
    private final IntakeConfig config;
    private final String transactionalId;

    IntakeKafka(ClientSettings clients, IntakeConfig config) {
        this.clients = clients;
        this.config = config;
        // A stable id aborts at once the transaction that this pod left open when it was killed.
        this.transactionalId = config.group() + "-"
                + config.instanceId().orElseGet(() -> UUID.randomUUID().toString());
    }

    String transactionalId() {
        return transactionalId;
    }

    /** Returns the interval at which topics are looked up. */
    Duration refreshInterval() {
        return config.refreshInterval();
    }

    /** Returns the settings of the group's consumer; without a committed offset, intake determines the start itself. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = clients.consumer(CLIENT_ID);
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

    /** Returns the settings of the consumer that restores fingerprints; it is assigned its partitions. */
    Map<String, Object> seenConsumer() {
        Map<String, Object> settings = clients.consumer(CLIENT_ID + "-seen");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, SEEN_FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SEEN_FETCH_BYTES);
        return settings;
    }

    /** Returns the settings of the producer; it times out early enough to abort before the broker does. */
    Map<String, Object> producer() {
        Duration timeout = config.transactionTimeout();
        Map<String, Object> settings =
                clients.producer(CLIENT_ID, timeout.multipliedBy(2).dividedBy(3));
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) timeout.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                timeout.dividedBy(3).toMillis());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        return settings;
    }

    Map<String, Object> admin() {
        return clients.admin(CLIENT_ID);
    }
}
