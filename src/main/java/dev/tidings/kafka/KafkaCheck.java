package dev.tidings.kafka;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds faults at the start that Kafka's clients would report again and again, each time that one is created. */
public final class KafkaCheck {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s,]+:\\d{1,5}");
    private static final Pattern NAMED = Pattern.compile("configuration ([a-z.]+)");

    private KafkaCheck() {}

    public static void refuse(Map<String, Object> common) {
        addresses(Objects.toString(common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG), ""));
        values(common);
    }

    private static void addresses(String all) {
        for (String address : all.split(",", -1)) {
            if (!address.isBlank() && !ADDRESS.matcher(address.strip()).matches()) {
                throw wrong("KAFKA_BOOTSTRAP_SERVERS: " + all
                        + " (expected: host:port of a Kafka broker, or several with commas between them)");
            }
        }
    }

    private static void values(Map<String, Object> common) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        try {
            var unused = new ConsumerConfig(settings);
        } catch (ConfigException e) {
            throw wrong(e, KafkaCheck::variable);
        }
    }

    /** Returns the sentence for a faulty setting. {@code name} returns how the operator writes a key of Kafka's client. */
    static ConfigurationException wrong(ConfigException failure, UnaryOperator<String> name) {
        String message = Objects.toString(failure.getMessage(), "");
        Matcher named = NAMED.matcher(message);
        return wrong((named.find() ? name.apply(named.group(1)) : "KAFKA_*") + ": " + message);
    }

    static String variable(String key) {
        return "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    static ConfigurationException wrong(String what) {
        return new ConfigurationException("Tidings does not start: " + what);
    }
}
