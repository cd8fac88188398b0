package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FailedStart;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences themselves: KafkaSecurityTest. */
class KafkaSettingsIT {
    @ParameterizedTest
    @CsvSource({
        "KAFKA_SASL_MECHANISM,    SCRAM-SHA-512, 'KAFKA_SASL_MECHANISM is set, but KAFKA_SECURITY_PROTOCOL is PLAINTEXT'",
        "KAFKA_SECURITY_PROTOCOL, SASL_SSL,      'KAFKA_SASL_MECHANISM is missing'",
        "TIDINGS_DRAIN_GRACE,     15s,           'tidings.drain.grace: 15s (expected: > 21s'"
    })
    void theApplicationDoesNotStartWithIncompleteKafkaSettings(String variable, String value, String sentence) {
        TidingsProcess.Setup setup = TidingsProcess.named("kafka-settings")
                .issuer(Issuer.shared())
                .env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                .env(variable, value);
        assertThat(FailedStart.of(setup)).contains("Tidings does not start: " + sentence);
    }
}
