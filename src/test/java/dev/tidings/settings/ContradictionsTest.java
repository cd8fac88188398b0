package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.control.ControlConfig;
import dev.tidings.event.TopicsConfig;
import dev.tidings.identity.IdentityConfig;
import dev.tidings.intake.IntakeConfig;
import dev.tidings.lifecycle.DrainConfig;
import dev.tidings.session.SessionConfig;
import dev.tidings.socket.SocketConfig;
import dev.tidings.tail.ReplayConfig;
import dev.tidings.tail.TailConfig;
import dev.tidings.window.WindowConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionsTest {
    private static final List<Class<?>> MAPPINGS = List.of(
            TopicsConfig.class,
            TailConfig.class,
            WindowConfig.class,
            ReplayConfig.class,
            SessionConfig.class,
            SocketConfig.class,
            IdentityConfig.class,
            ControlConfig.class,
            IntakeConfig.class,
            DrainConfig.class);

    private static final Settings SETTINGS = new Settings(MAPPINGS);

    /** The defaults, and these instead. */
    private static SettingValues values(String... pairs) {
        Map<String, String> set = new HashMap<>(Map.of("quarkus.http.idle-timeout", "30M"));
        SETTINGS.keys().forEach((key, method) -> {
            if (method.isAnnotationPresent(WithDefault.class)) {
                set.put(key, method.getAnnotation(WithDefault.class).value());
            }
        });
        for (int i = 0; i < pairs.length; i += 2) {
            set.put(pairs[i], pairs[i + 1]);
        }
        return new SettingValues(new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(set, "test", 500))
                .build());
    }

    private static List<String> outOfRange(String... pairs) {
        return Ranges.violations(SETTINGS, values(pairs));
    }

    @Test
    void theDefaultsDoNotContradictEachOther() {
        assertThat(outOfRange()).isEmpty();
        assertThat(Contradictions.in(values())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tidings.session.heartbeat,   0s,    > 0",
        "tidings.session.max-age,     0s,    > 0",
        "tidings.session.max-per-pod, 0,     > 0",
        "tidings.drain.period,        PT-5S, >= 0",
        "tidings.window.max-bytes,    -1,    > 0",
        "tidings.replay.max-records,  -1,    >= 0"
    })
    void aValueOutOfItsRangeIsNamed(String key, String value, String expected) {
        assertThat(outOfRange(key, value)).containsExactly(key + ": " + value + " (expected: " + expected + ")");
    }

    @Test
    void aSwitchIsOnOrOff() {
        assertThat(outOfRange("tidings.socket.merged-writes", "perhaps"))
                .containsExactly("tidings.socket.merged-writes: perhaps (expected: true or false)");
        assertThat(outOfRange("tidings.socket.merged-writes", "FALSE")).isEmpty();
    }

    @Test
    void zeroIsAllowedWhereItHasAMeaning() {
        assertThat(outOfRange(
                        "tidings.drain.overlap", "0s", "tidings.drain.period", "0", "tidings.replay.max-records", "0"))
                .isEmpty();
        assertThat(outOfRange("tidings.intake.repetition-window", "0s")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "tidings.session.cursor-interval,       5m,            'shorter than tidings.window.max-age, 5m'",
        "tidings.session.heartbeat,             30m,           'shorter than quarkus.http.idle-timeout, 30M'",
        "tidings.identity.key-refresh-interval, 3m,            'at most tidings.identity.key-max-age, 2m'",
        "tidings.identity.clock-skew,           6m,            at most 5m",
        "tidings.replay.gather,                 2m,            'shorter than tidings.replay.max-scan-time, 1m'",
        "tidings.replay.buffer-bytes,           1000,          'at least tidings.tail.max-event-size, 262144'",
        "tidings.window.max-bytes,              1000,          'at least tidings.tail.max-event-size, 262144'",
        "tidings.tail.fetch-max-wait,           30s,           'shorter than kafka.request.timeout.ms, 30000'",
        "tidings.intake.transaction-timeout,    2s,            at least 3s",
        "tidings.topics.announcements,          notifications, another topic for each of",
        "tidings.topics.control,                a topic,       a topic name",
        "quarkus.shutdown.timeout,              10s,           'unset;'"
    })
    void settingsThatContradictEachOtherAreNamed(String key, String value, String expected) {
        assertThat(Contradictions.in(values(key, value)))
                .singleElement()
                .asString()
                .startsWith(key + ": " + value + " (expected: " + expected)
                .endsWith(")");
    }

    @Test
    void disabledFeaturesContradictNothing() {
        assertThat(Contradictions.in(values("tidings.replay.buffer-bytes", "1000", "tidings.replay.max-records", "0")))
                .isEmpty();
    }
}
