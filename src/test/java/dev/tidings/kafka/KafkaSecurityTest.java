package dev.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaSecurityTest {
    private static final String SCRAM = "security.protocol=SASL_SSL sasl.mechanism=SCRAM-SHA-512";

    /** Settings, one after the other; an underscore stands for a space. */
    private static Map<String, Object> settings(String text) {
        Map<String, Object> settings = new HashMap<>();
        for (String pair : text.split(" ", -1)) {
            String[] parts = pair.split("=", 2);
            settings.put(parts[0], parts[1].replace('_', ' ').replace("SASL ", "SASL_"));
        }
        return settings;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            security.protocol=TLS                              | KAFKA_SECURITY_PROTOCOL: TLS (expected: one of
            sasl.mechanism=PLAIN                               | KAFKA_SASL_MECHANISM is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT
            security.protocol=SSL sasl.jaas.config=x           | KAFKA_SASL_JAAS_CONFIG is set, but KAFKA_SECURITY_PROTOCOL is SSL
            ssl.truststore.location=/ca.crt                    | KAFKA_SSL_TRUSTSTORE_LOCATION is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT
            security.protocol=SASL_SSL                         | KAFKA_SASL_MECHANISM is missing
            security.protocol=SASL_SSL sasl.mechanism=PLAIN    | KAFKA_SASL_JAAS_CONFIG is missing
            security.protocol=SSL ssl.truststore.location=/no/ca.crt | KAFKA_SSL_TRUSTSTORE_LOCATION: /no/ca.crt (expected: a file that can be read)
            security.protocol=SSL ssl.keystore.key=${directory:/no:user.key} | KAFKA_SSL_KEYSTORE_KEY: /no/user.key (expected: a file that can be read)
            security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER sasl.jaas.config=x | KAFKA_SASL_LOGIN_CALLBACK_HANDLER_CLASS is missing
            """)
    void missingAndContradictorySettingsAreNamed(String text, String sentence) {
        assertThatThrownBy(() -> new KafkaSecurity(settings(text)).check())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Tidings does not start: " + sentence);
    }

    @Test
    void aTokenEndpointThatTheJvmDoesNotAllowIsNamed() {
        Map<String, Object> settings = settings(
                "security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER sasl.jaas.config=x"
                        + " sasl.login.callback.handler.class=x sasl.oauthbearer.token.endpoint.url=https://id.example.com/token");
        assertThatThrownBy(() -> new KafkaSecurity(settings).check())
                .hasMessageContaining("https://id.example.com/token (expected: one of the JVM's option -D");
    }

    @ParameterizedTest
    @CsvSource({"bootstrap.servers=kafka:9092", "security.protocol=PLAINTEXT", "security.protocol=SSL"})
    void completeSettingsAreAccepted(String text) {
        assertThatCode(() -> new KafkaSecurity(settings(text)).check()).doesNotThrowAnyException();
    }

    @Test
    void mountedFilesAreFound(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("jaas"), "x");
        Map<String, Object> settings = settings(SCRAM);
        settings.put("sasl.jaas.config", "${directory:" + folder + ":jaas}");
        settings.put("ssl.truststore.location", folder.resolve("jaas").toString());
        assertThatCode(() -> new KafkaSecurity(settings).check()).doesNotThrowAnyException();
    }

    @Test
    void theProbeFindsErrorsThatOnlyTheClientKnows(@TempDir Path folder) throws IOException {
        Path authority = Files.writeString(folder.resolve("ca.crt"), "no certificate");
        Map<String, Object> settings = settings("security.protocol=SSL ssl.truststore.type=PEM");
        settings.put("ssl.truststore.location", authority.toString());
        assertThatThrownBy(() -> KafkaClientProbe.of(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Tidings does not start: KAFKA_*: ")
                .hasMessageContaining("PEM");
    }

    @Test
    void theProbeNeverShowsASecret() {
        Map<String, Object> settings = settings(SCRAM);
        settings.put("sasl.jaas.config", "org.example.Module required username=\"a\" password=\"secret\"");
        assertThatThrownBy(() -> KafkaClientProbe.of(settings))
                .hasMessageStartingWith("Tidings does not start: KAFKA_*: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void oauthBearerIsNotProbed() {
        Map<String, Object> settings =
                settings("security.protocol=SASL_SSL sasl.mechanism=OAUTHBEARER sasl.jaas.config=x");
        assertThatCode(() -> KafkaClientProbe.of(settings)).doesNotThrowAnyException();
    }
}
