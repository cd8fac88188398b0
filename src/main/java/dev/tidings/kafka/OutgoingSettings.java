package dev.tidings.kafka;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Gives the producers of the outgoing channels the settings of all other Kafka clients. The connector's own merge of
 * settings turns a password of digits into a number, and passes on a transactional id.
 */
@Singleton
class OutgoingSettings implements ClientCustomizer<Map<String, Object>> {
    /** The settings that hold a promise of Tidings, or follow from one of its own keys. */
    private static final Set<String> FIXED = Set.of(
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private final Map<String, OutgoingDefaults> channels = new TreeMap<>();
    private final Config config;

    OutgoingSettings(@All List<OutgoingDefaults> channels, Config config) {
        channels.forEach(defaults -> this.channels.put(defaults.channel(), defaults));
        this.config = config;
    }

    /** Refuses settings at the start that would fail at each record. */
    void check(@Observes @Priority(3) StartupEvent start) {
        channels.keySet().forEach(this::check);
    }

    void check(String channel) {
        given(channel, "enabled").filter(given -> !given.equals("true")).ifPresent(given -> {
            throw fixed(channel, "enabled", given, "true");
        });
        try {
            ProducerConfig config = new ProducerConfig(of(channel));
            FIXED.forEach(key -> check(channel, key, config));
        } catch (ConfigException e) {
            throw KafkaCheck.wrong(
                    e, key -> given(channel, key).isPresent() ? name(channel, key) : KafkaCheck.variable(key));
        }
    }

    private void check(String channel, String key, ProducerConfig config) {
        String fixed = Objects.toString(config.originals().get(key), "none");
        given(channel, key).filter(given -> !given.equals(fixed)).ifPresent(given -> {
            throw fixed(channel, key, given, fixed);
        });
    }

    private static ConfigurationException fixed(String channel, String key, String given, String expected) {
        return KafkaCheck.wrong(name(channel, key) + ": " + given + " (expected: " + expected + ", it is fixed)");
    }

    /** Returns the settings of the channel's producer. All values are texts, as the connector requires. */
    Map<String, Object> of(String channel) {
        Map<String, Object> settings =
                new HashMap<>(Objects.requireNonNull(channels.get(channel)).settings());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        for (String key : ProducerConfig.configNames()) {
            if (!FIXED.contains(key)) {
                given(channel, key).ifPresent(value -> settings.put(key, value));
            }
        }
        settings.replaceAll((key, value) -> Objects.toString(value));
        addLinger(settings);
        return settings;
    }

    /** Adds the time for batching to the time limit, as Kafka's client demands. */
    private static void addLinger(Map<String, Object> settings) {
        ProducerConfig config = new ProducerConfig(settings);
        long limit = config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)
                + config.getLong(ProducerConfig.LINGER_MS_CONFIG);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(limit));
    }

    private Optional<String> given(String channel, String key) {
        return config.getOptionalValue(name(channel, key), String.class);
    }

    private static String name(String channel, String key) {
        return "mp.messaging.outgoing." + channel + "." + key;
    }

    @Override
    public Map<String, Object> customize(String channel, @Nullable Config merged, Map<String, Object> settings) {
        return channels.containsKey(channel) ? of(channel) : settings;
    }

    /** Runs before the customizers of Quarkus, whose settings stay. */
    @Override
    public int getPriority() {
        return 0;
    }
}
