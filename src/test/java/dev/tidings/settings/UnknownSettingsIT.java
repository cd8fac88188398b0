package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FailedStart;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsProcess;
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
    void theApplicationDoesNotStartWithAnUnknownSetting(String variable, String value, String named) {
        assertThat(FailedStart.of(setup("unknown-settings").env(variable, value)))
                .contains(named);
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
    void theApplicationDoesNotStartWithAnInvalidValue(String variable, String value, String said) {
        assertThat(FailedStart.of(setup("wrong-setting-" + variable).env(variable, value)))
                .contains(said);
    }

    @Test
    void theApplicationDoesNotStartWithoutKafka() {
        assertThat(FailedStart.of(TidingsProcess.named("no-kafka").issuer(Issuer.shared())))
                .contains("KAFKA_BOOTSTRAP_SERVERS is missing");
    }

    private static TidingsProcess.Setup setup(String name) {
        return TidingsProcess.named(name).issuer(Issuer.shared()).env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    }
}
