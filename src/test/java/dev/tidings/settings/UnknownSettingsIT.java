package dev.tidings.settings;

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

    @ParameterizedTest
    @CsvSource({
        "TIDINGS_DRAIN_PERIOD,              soon,      tidings.drain.period",
        "TIDINGS_SOCKET_MERGED_WRITES,      perhaps,   tidings.socket.merged-writes",
        "TIDINGS_SOCKET_MAX_OFFENCES,       0,         tidings.socket.max-offences",
        "TIDINGS_SESSION_HEARTBEAT,         -1s,       tidings.session.heartbeat",
        "TIDINGS_SESSION_CURSOR_INTERVAL,   10m,       'tidings.session.cursor-interval: 10m (expected: shorter than'",
        "QUARKUS_SHUTDOWN_TIMEOUT,          10s,       'quarkus.shutdown.timeout: 10s (expected: unset'",
        "QUARKUS_OIDC_AUTH_SERVER_URL,      id.com,    'QUARKUS_OIDC_AUTH_SERVER_URL: id.com (expected: '",
        "KAFKA_BOOTSTRAP_SERVERS,           kafka,     'KAFKA_BOOTSTRAP_SERVERS: kafka (expected: host:port'"
    })
    void theApplicationDoesNotStartWithAValueThatCannotBeMeantAndNamesIt(String variable, String value, String said) {
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = TidingsProcess.named("wrong-setting-" + variable)
                        .issuer(issuer)
                        .env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                        .env(variable, value)
                        .launch()) {
            assertThat(tidings.awaitExit(Duration.ofSeconds(60))).isNotZero();
            assertThat(said(tidings))
                    .contains(said)
                    .doesNotContain("ApplicationLifecycleManager", "\tat ", "stackTrace", "\"frames\"");
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
