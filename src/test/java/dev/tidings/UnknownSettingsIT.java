package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownSettingsIT {

    @ParameterizedTest
    @CsvSource({
        "TIDINGS_SESSION_MAX_PER_USERS, 5,                               TIDINGS_SESSION_MAX_PER_USERS",
        "JAVA_TOOL_OPTIONS,             -Dtidings.sesion.heartbeat=5s,   tidings.sesion.heartbeat",
        "JAVA_TOOL_OPTIONS,             -Dtidings.session.heartbeats=5s, tidings.session.heartbeats"
    })
    void theApplicationDoesNotStartWithASettingThatNobodyReads(String variable, String value, String named) {
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = TidingsProcess.named("unknown-settings")
                        .issuer(issuer)
                        .env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                        .env(variable, value)
                        .launch()) {
            assertThat(tidings.awaitExit(Duration.ofSeconds(60))).isNotZero();
            assertThat(said(tidings)).contains(named).doesNotContain("ApplicationLifecycleManager");
        }
    }

    @Test
    void theApplicationDoesNotStartWithoutKafka() {
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings =
                        TidingsProcess.named("no-kafka").issuer(issuer).launch()) {
            assertThat(tidings.awaitExit(Duration.ofSeconds(60))).isNotZero();
            assertThat(said(tidings))
                    .contains("KAFKA_BOOTSTRAP_SERVERS is missing")
                    .doesNotContain("ApplicationLifecycleManager");
        }
    }

    /** But for the JVM's own words, which repeat its options. */
    private static String said(TidingsProcess tidings) {
        return tidings.log()
                .lines()
                .filter(line -> !line.startsWith("Picked up"))
                .collect(Collectors.joining("\n"));
    }
}
