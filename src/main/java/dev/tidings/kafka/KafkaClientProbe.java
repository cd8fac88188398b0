package dev.tidings.kafka;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Creates a Kafka client and closes it, so that faulty settings show at the start, and not in a loop of failures. It
 * does not connect to a broker or an issuer.
 */
public final class KafkaClientProbe {
    private static final String UNREACHABLE = "127.0.0.1:1";

    private KafkaClientProbe() {}

    /** Throws for faulty settings, with one sentence; Kafka's own sentences name files and settings, not secrets. */
    public static void of(Map<String, Object> admin) {
        Map<String, Object> settings = new HashMap<>(admin);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, UNREACHABLE);
        withoutLogins(settings);
        try (Admin client = Admin.create(settings)) {
            client.close(Duration.ZERO);
        } catch (KafkaException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    "Tidings does not start: KAFKA_*: " + sentences(e) + " (expected: settings of a Kafka client)");
        }
    }

    /** Limits the probe to TLS where the login needs another server (an issuer, a KDC), which may not be up yet. */
    private static void withoutLogins(Map<String, Object> settings) {
        String mechanism = Objects.toString(settings.get(SaslConfigs.SASL_MECHANISM), "");
        if (mechanism.isEmpty() || mechanism.equals("PLAIN") || mechanism.startsWith("SCRAM-")) {
            return;
        }
        String protocol = Objects.toString(settings.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG), "");
        settings.keySet().removeIf(key -> key.startsWith("sasl."));
        settings.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                protocol.toUpperCase(Locale.ROOT).replace("SASL_", ""));
    }

    private static String sentences(RuntimeException failure) {
        Set<String> sentences = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            sentences.add(Objects.toString(cause.getMessage(), cause.getClass().getSimpleName()));
        }
        return String.join(": ", sentences);
    }
}
