package dev.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingSettingsTest {
    private static final String PREFIX = "mp.messaging.outgoing.log.";

    private static Map<String, Object> kafka(String... others) {
        Map<String, Object> kafka = new HashMap<>(Map.of("bootstrap.servers", "kafka:9092", "group.id", "tidings"));
        for (int i = 0; i < others.length; i += 2) {
            kafka.put(others[i], others[i + 1]);
        }
        return kafka;
    }

    private static OutgoingSettings settings(Map<String, Object> kafka, String... channel) {
        Map<String, Object> own = new ClientSettings(kafka).producer("tidings-publish", Duration.ofSeconds(5));
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < channel.length; i += 2) {
            given.put(PREFIX + channel[i], channel[i + 1]);
        }
        Config config = new SmallRyeConfigBuilder().withDefaultValues(given).build();
        return new OutgoingSettings(List.of(new OutgoingDefaults("log", own)), config);
    }

    @Test
    void aProducerWaitsForAllReplicasAndRetriesWithoutRepetition() {
        assertThat(settings(kafka("acks", "1", "enable.idempotence", "false", "transactional.id", "t"))
                        .of("log"))
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("value.serializer", ByteArraySerializer.class.getName())
                .doesNotContainKeys("transactional.id", "group.id");
    }

    /** The connector's own merge makes 123 and 1.2345678901E10 of them. */
    @ParameterizedTest
    @CsvSource({"0123", "12345678901", "5d"})
    void aPasswordOfDigitsStaysAsItIs(String password) {
        assertThat(settings(kafka("ssl.key.password", password)).customize("log", null, Map.of()))
                .containsEntry("ssl.key.password", password);
    }

    @Test
    void aChannelsOwnSettingPrecedesThoseOfAllClients() {
        Map<String, Object> settings = settings(
                        kafka("compression.type", "lz4"), "compression.type", "zstd", "linger.ms", "20")
                .of("log");
        assertThat(settings)
                .containsEntry("compression.type", "zstd")
                .containsEntry("request.timeout.ms", "5000")
                .containsEntry("delivery.timeout.ms", "5020");
        assertThat(settings.values()).allMatch(String.class::isInstance);
    }

    @Test
    void theSettingsOfOtherChannelsAreLeftAlone() {
        assertThat(settings(kafka()).customize("inbox", null, Map.of("group.id", "inbox")))
                .isEqualTo(Map.of("group.id", "inbox"));
    }

    @ParameterizedTest
    @CsvSource({
        "acks,                 1,     '1 (expected: all, it is fixed)'",
        "delivery.timeout.ms,  60000, '60000 (expected: 5000, it is fixed)'",
        "transactional.id,     t,     't (expected: none, it is fixed)'",
        "enabled,              false, 'false (expected: true, it is fixed)'",
        "linger.ms,            soon,  'Invalid value soon for configuration linger.ms'"
    })
    void aChannelsSettingThatCannotBeIsNamed(String key, String value, String sentence) {
        assertThatThrownBy(() -> settings(kafka(), key, value).check("log"))
                .hasMessageStartingWith("Tidings does not start: " + PREFIX + key + ": " + sentence);
    }

    @Test
    void aSettingOfAllClientsThatNoProducerTakesIsNamedAsItsVariable() {
        assertThatThrownBy(() -> settings(kafka("compression.type", "zip")).check("log"))
                .hasMessageStartingWith("Tidings does not start: KAFKA_COMPRESSION_TYPE: Invalid value zip");
    }

    @Test
    void theSettingsOfApplicationPropertiesAreTaken() {
        assertThatCode(() -> settings(kafka(), "acks", "all", "value.serializer", ByteArraySerializer.class.getName())
                        .check("log"))
                .doesNotThrowAnyException();
    }
}
