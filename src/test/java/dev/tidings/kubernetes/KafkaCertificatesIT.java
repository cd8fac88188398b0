package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Identity;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.MountedSecret;
import dev.tidings.testkit.SecureBroker;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The component kafka-mtls. */
class KafkaCertificatesIT {
    @Test
    void aCertificateIsReplacedWithoutARestart() {
        KafkaAccess access = KafkaAccess.of("kafka-mtls");
        MountedSecret secret = access.secret();
        Identity first = Identity.of("tidings");
        Identity second = Identity.of("tidings");
        try (Issuer issuer = Issuer.start();
                SecureBroker broker = SecureBroker.mutualTls()) {
            trust(broker, first);
            Rights.giveAll(broker.broker().admin());
            TestLog log = new TestLog(broker.broker(), "notifications", "announcements", "notifications.control");
            access.authority().write(Map.of("ca.crt", broker.certificate()));
            mount(secret, first);
            try (TidingsProcess tidings = access.in(
                                    TidingsProcess.named("kafka-mtls").issuer(issuer), UnaryOperator.identity())
                            .env("KAFKA_BOOTSTRAP_SERVERS", broker.address())
                            .env("TIDINGS_TAIL_BROKER_GRACE", "2s")
                            .startReady();
                    TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
                log.event("alice", "e-1");
                assertThat(alice.next().getString("id")).isEqualTo("e-1");

                mount(secret, second);
                trust(broker, second);
                log.event("alice", "e-2");
                assertThat(alice.socket().awaitClosed().code()).isEqualTo(1012);
                tidings.awaitReady();
                try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("alice"), alice.cursor())) {
                    assertThat(again.next().getString("id")).isEqualTo("e-2");
                }
                assertThat(tidings.log()).doesNotContain("\tat ", "\"frames\"", "PRIVATE KEY");
            }
        }
    }

    private static void mount(MountedSecret secret, Identity identity) {
        secret.write(Map.of("user.key", identity.key(), "user.crt", identity.certificate()));
    }

    private static void trust(SecureBroker broker, Identity client) {
        broker.trust(client);
        broker.restart();
    }
}
