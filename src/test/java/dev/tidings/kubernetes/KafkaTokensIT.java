package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.SecureBroker;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The component kafka-oauthbearer: Kafka by tokens of the issuer that signs the users' too. */
class KafkaTokensIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SAMPLE = "https://id.example.com/realms/shop/protocol/openid-connect/token";

    @Test
    void anEventArrivesAndAnIssuerThatIsNotThereYetIsWaitedFor() {
        KafkaAccess access = KafkaAccess.of("kafka-oauthbearer");
        try (Issuer issuer = Issuer.start();
                SecureBroker broker = SecureBroker.oauthBearer(issuer)) {
            Rights.giveAll(broker.broker().admin());
            TestLog log = new TestLog(broker.broker(), "notifications", "announcements", "notifications.control");
            access.authority().write(Map.of("ca.crt", broker.certificate()));
            access.secret().write(Map.of("client-secret", Issuer.SECRET));
            issuer.stop();
            try (TidingsProcess tidings = access.in(
                            TidingsProcess.named("kafka-oauthbearer").issuer(issuer),
                            value -> value.replace(SAMPLE, issuer.tokenUrl()))
                    .env("KAFKA_BOOTSTRAP_SERVERS", broker.address())
                    .jvm(List.of("-Xmx256m", "-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + issuer.tokenUrl()))
                    .start()) {
                // Kafka's client itself asks for ten seconds before it says so.
                await().atMost(PATIENCE).until(() -> tidings.log().contains("tail failed"));
                assertThat(tidings.is("live")).isTrue();
                assertThat(tidings.is("ready")).isFalse();
                issuer.up();
                tidings.awaitReady();
                awaitKeys(tidings, issuer.token("alice"));
                try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
                    log.event("alice", "e-1");
                    assertThat(alice.next().getString("id")).isEqualTo("e-1");
                }
                assertThat(tidings.log()).doesNotContain("\tat ", "\"frames\"", Issuer.SECRET);
            }
        }
    }

    /** Those of users' tokens are read a little later. */
    private static void awaitKeys(TidingsProcess tidings, String token) {
        await().atMost(PATIENCE)
                .until(() -> Http.get(tidings.http("/ws"), "Authorization", "Bearer " + token)
                                .status()
                        == 426);
    }
}
