package dev.tidings.control;

import static dev.tidings.control.Logouts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What logout needs and does not have: its topic, Kafka, the issuer. */
@TidingsTest(
        ownBroker = true,
        settings = {
            "TIDINGS_TAIL_BROKER_GRACE=2s",
            "TIDINGS_CONTROL_PUBLISH_TIMEOUT=2s",
            "TIDINGS_IDENTITY_LOGOUT_CLIENT_IDS=" + Issuer.CLIENT
        })
class ControlOutageIT {
    @Inject
    private static Broker broker;

    @Inject
    private static Issuer issuer;

    @Inject
    private static InstanceFactory instances;

    @Test
    void readinessNamesTheCommandThatCreatesAMissingControlTopic() {
        TestLog log = new TestLog(
                broker, broker.newTopic("notifications", 1), broker.newTopic("announcements", 1), "later-control");
        try (TidingsProcess tidings =
                log.readBy(instances.named("control-missing")).start()) {
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
    void aLogoutDuringABrokerOutageIsAnswered503AndMayBeRepeated() {
        try (TidingsProcess tidings = instances.named("control-outage").startReady();
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
    void aLogoutTokenDuringAnIssuerOutageIsAnswered503() {
        try (Issuer own = Issuer.start();
                TidingsProcess tidings =
                        instances.named("control-issuer").issuer(own).startReady()) {
            assertThat(post(tidings, own.mintLogout("warm").sign()).status()).isEqualTo(200);
            own.keys().rotate();
            String token = own.mintLogout("alice").sign();
            own.stop();
            assertThat(post(tidings, token).status()).isEqualTo(503);
            own.up();
            await().until(() -> post(tidings, token).status() == 200);
        }
    }
}
