package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
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
    void theApplicationDoesNotStartWithHalfAConfigurationAndSaysSoInOneSentence(
            String variable, String value, String sentence) {
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = TidingsProcess.named("kafka-settings")
                        .issuer(issuer)
                        .env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                        .env(variable, value)
                        .launch()) {
            assertThat(tidings.awaitExit(Duration.ofSeconds(60))).isNotZero();
            assertThat(tidings.log())
                    .contains("Tidings does not start: " + sentence)
                    .doesNotContain("\tat ", "\"frames\"");
        }
    }
}
