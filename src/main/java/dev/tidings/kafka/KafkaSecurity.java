package dev.tidings.kafka;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Reports at the start which settings of the brokers' security protocol are missing or contradict it. */
public final class KafkaSecurity {
    private static final Pattern MOUNTED = Pattern.compile("\\$\\{directory:(.+):([^:}]+)}");
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private final Map<String, String> settings = new TreeMap<>();

    public KafkaSecurity(Map<String, Object> settings) {
        settings.forEach((key, value) -> this.settings.put(key, Objects.toString(value)));
    }

    /** Throws with one sentence that names the key; never with the content of a secret. */
    public void check() {
        SecurityProtocol protocol = protocol();
        boolean tls = protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
        boolean sasl = protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL;
        if (!tls) {
            unused("ssl.", protocol, "SSL or SASL_SSL");
        }
        if (!sasl) {
            unused("sasl.", protocol, "SASL_SSL or SASL_PLAINTEXT");
        } else {
            login();
        }
        files();
    }

    private SecurityProtocol protocol() {
        String name = settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
        if (!SecurityProtocol.names().contains(name.toUpperCase(Locale.ROOT))) {
            throw wrong(variable(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG) + ": " + name + " (expected: one of "
                    + String.join(", ", SecurityProtocol.names()) + ")");
        }
        return SecurityProtocol.forName(name.toUpperCase(Locale.ROOT));
    }

    private void unused(String prefix, SecurityProtocol protocol, String expected) {
        settings.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .findFirst()
                .ifPresent(key -> {
                    throw wrong(variable(key) + " is set, but " + variable(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
                            + " is " + protocol.name + " (expected: " + expected + ")");
                });
    }

    private void login() {
        require(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512, OAUTHBEARER or another mechanism of the brokers");
        if (System.getProperty("java.security.auth.login.config") == null) {
            require(SaslConfigs.SASL_JAAS_CONFIG, "a login module with its options");
        }
        if ("OAUTHBEARER".equals(settings.get(SaslConfigs.SASL_MECHANISM))) {
            // Without it, Kafka's client would create unsigned tokens.
            require(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, "OAuthBearerLoginCallbackHandler with its package");
            require(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, "the issuer's token endpoint");
            allowed(Objects.requireNonNull(settings.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL)));
        }
    }

    private void require(String key, String expected) {
        if (settings.getOrDefault(key, "").isBlank()) {
            throw wrong(variable(key) + " is missing (expected: " + expected + ")");
        }
    }

    /** Checks that the JVM allows the URL: Kafka's client calls no other address. */
    private static void allowed(String url) {
        if (!List.of(System.getProperty(ALLOWED_URLS, "").split(",", -1)).contains(url)) {
            throw wrong(variable(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL) + ": " + url
                    + " (expected: one of the JVM's option -D" + ALLOWED_URLS + ")");
        }
    }

    private void files() {
        for (String key : List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)) {
            if (settings.containsKey(key)) {
                readable(key, Path.of(settings.get(key)));
            }
        }
        settings.forEach((key, value) -> {
            Matcher mounted = MOUNTED.matcher(value);
            if (mounted.matches()) {
                readable(key, Path.of(mounted.group(1), mounted.group(2)));
            }
        });
    }

    private static void readable(String key, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw wrong(variable(key) + ": " + file + " (expected: a file that can be read)");
        }
    }

    private static String variable(String key) {
        return "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static ConfigurationException wrong(String sentence) {
        return new ConfigurationException("Tidings does not start: " + sentence);
    }
}
