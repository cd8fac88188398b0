package dev.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaCheckTest {

    private static Map<String, Object> settings(String key, String value) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", "kafka:9092"));
        settings.put(key, value);
        return settings;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kafka:9092", "a:1,b:2", "a:9092, b:9092,", "[::1]:9092", "SASL_SSL://broker.example.com:9094"})
    void addressesOfBrokersAreAccepted(String addresses) {
        assertThatCode(() -> KafkaCheck.refuse(settings("bootstrap.servers", addresses)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka", "kafka:", "kafka:port", "http://kafka"})
    void anInvalidAddressIsNamed(String addresses) {
        assertThatThrownBy(() -> KafkaCheck.refuse(settings("bootstrap.servers", addresses)))
                .hasMessageStartingWith(
                        "Tidings does not start: KAFKA_BOOTSTRAP_SERVERS: " + addresses + " (expected: host:port");
    }

    @ParameterizedTest
    @CsvSource({
        "security.protocol,  TLS, KAFKA_SECURITY_PROTOCOL: Invalid value TLS for configuration security.protocol",
        "request.timeout.ms, ten, KAFKA_REQUEST_TIMEOUT_MS: Invalid value ten for configuration request.timeout.ms",
        "request.timeout.ms, -1,  KAFKA_REQUEST_TIMEOUT_MS: Invalid value -1 for configuration request.timeout.ms"
    })
    void aValueThatTheClientRefusesIsNamedByItsVariable(String key, String value, String said) {
        assertThatThrownBy(() -> KafkaCheck.refuse(settings(key, value)))
                .hasMessageStartingWith("Tidings does not start: " + said);
    }
}
