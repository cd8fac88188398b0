package dev.tidings.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import java.net.URLEncoder;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What logout needs and does not have: its topic, Kafka, the issuer. */
class ControlOutageIT {
    private static Broker broker;
    private Issuer issuer;

    @BeforeAll
    static void start() {
        broker = Broker.own();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void startIssuer() {
        issuer = Issuer.start();
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    private TidingsProcess.Setup setup(String name, TestLog log) {
        return log.readBy(TidingsProcess.named(name).issuer(issuer))
                .env("TIDINGS_TAIL_BROKER_GRACE", "2s")
                .env("TIDINGS_CONTROL_PUBLISH_TIMEOUT", "2s")
                .env("TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS", Issuer.CLIENT);
    }

    private static Http.Answer post(TidingsProcess tidings, String logoutToken) {
        return Http.post(
                tidings.http("/backchannel-logout"),
                "application/x-www-form-urlencoded",
                "logout_token=" + URLEncoder.encode(logoutToken, UTF_8));
    }

    @Test
    void aTopicThatDoesNotExistIsWaitedForWithTheCommandThatMakesIt() {
        TestLog log = new TestLog(
                broker, broker.newTopic("notifications", 1), broker.newTopic("announcements", 1), "later-control");
        try (TidingsProcess tidings = setup("control-missing", log).start()) {
            await().until(() -> tidings.is("started"));
            await().untilAsserted(() -> assertThat(
                            Http.get(tidings.http("/q/health/ready")).body())
                    .contains("waiting-for-topic")
                    .contains("kafka-topics.sh --create --topic later-control"));
            assertThat(tidings.is("ready")).isFalse();
            assertThat(tidings.is("live")).isTrue();
            assertThat(tidings.log()).contains("--topic later-control");
            assertThat(WsClient.to(tidings.ws()).bearer(issuer.token("alice")).status())
                    .isEqualTo(503);
            broker.createTopic("later-control", 1);
            tidings.awaitReady();
            assertThat(WsClient.to(tidings.ws()).bearer(issuer.token("alice")).status())
                    .isEqualTo(101);
        }
    }

    @Test
    void aLogoutThatKafkaDoesNotTakeIsAnsweredSoAndMayComeAgain() {
        try (TidingsProcess tidings =
                        setup("control-outage", TestLog.create(broker)).startReady();
                WsClient alice =
                        WsClient.to(tidings.ws()).bearer(issuer.token("alice")).open()) {
            assertThat(post(tidings, issuer.mintLogout("warm").sign()).status()).isEqualTo(200);
            String token = issuer.mintLogout("alice").sign();
            broker.stop();
            try {
                Http.Answer answer = post(tidings, token);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotEmpty();
            } finally {
                broker.start();
            }
            assertThat(alice.closed()).isNull();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> post(tidings, token).status() == 200);
            assertThat(alice.awaitClosed().code()).isEqualTo(4403);
        }
    }

    @Test
    void aLogoutTokenWhoseKeyCannotBeReadIsAnsweredSo() {
        try (TidingsProcess tidings =
                setup("control-issuer", TestLog.create(broker)).startReady()) {
            assertThat(post(tidings, issuer.mintLogout("warm").sign()).status()).isEqualTo(200);
            issuer.keys().rotate();
            String token = issuer.mintLogout("alice").sign();
            issuer.stop();
            assertThat(post(tidings, token).status()).isEqualTo(503);
            issuer.up();
            await().until(() -> post(tidings, token).status() == 200);
        }
    }
}
