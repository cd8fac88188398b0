package dev.tidings.tail;

import dev.tidings.kafka.KafkaCheck;
import dev.tidings.kafka.KafkaClientProbe;
import dev.tidings.kafka.KafkaSecurity;
import dev.tidings.window.WindowConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of the tail's clients: {@code kafka.*}, except for those that the tail has to set itself. */
@ApplicationScoped
public class KafkaSettings {
    private static final Set<String> OTHERS = Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Object> common;
    private final TailConfig tail;
    private final WindowConfig window;

    KafkaSettings(
            @Identifier("default-kafka-broker") Map<String, Object> common, TailConfig tail, WindowConfig window) {
        this.common = common;
        this.tail = tail;
        this.window = window;
        if (!common.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new ConfigurationException(
                    "Tidings does not start: KAFKA_BOOTSTRAP_SERVERS is missing (expected: host:port of a Kafka broker)");
        }
        KafkaCheck.refuse(common);
    }

    String bootstrapServers() {
        return Objects.toString(common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG), "");
    }

    /** Throws where Kafka's clients cannot be created with them. */
    void check() {
        new KafkaSecurity(common).check();
        KafkaClientProbe.of(admin());
    }

    /** Returns settings for reading by assignment: no group, no commits, and only committed records. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, tail.fetchMinBytes());
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int)
                tail.fetchMaxWait().toMillis());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, tail.maxPollRecords());
        settings.putAll(common);
        int bytes = (int) Math.min(tail.maxPollBytes(), Math.max(1 << 16, window.maxBytes() / 4));
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, bytes);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, bytes);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "tidings-tail");
        return settings;
    }

    /** Returns the tail's settings, except that the broker never waits for more records. */
    Map<String, Object> replayConsumer() {
        Map<String, Object> settings = consumer();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "tidings-replay");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return settings;
    }

    Map<String, Object> admin() {
        Map<String, Object> settings = new HashMap<>(common);
        // Settings that only other clients have are removed; the names of config providers are in no list.
        settings.keySet()
                .removeIf(key ->
                        OTHERS.contains(key) && !AdminClientConfig.configNames().contains(key));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "tidings-tail-admin");
        return settings;
    }
}
