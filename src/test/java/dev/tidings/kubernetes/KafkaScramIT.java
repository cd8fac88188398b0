package dev.tidings.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.MountedSecret;
import dev.tidings.testkit.SecureBroker;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The component kafka-scram, with the rights and topics of the component strimzi. */
class KafkaScramIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaAccess access = KafkaAccess.of("kafka-scram");
    private final MountedSecret secret = access.secret();
    private Issuer issuer;
    private SecureBroker broker;
    private TestLog log;

    @BeforeEach
    void start() throws Exception {
        issuer = Issuer.start();
        broker = SecureBroker.scram();
        password("first");
        Rights.giveAll(broker.broker().admin());
        log = new TestLog(broker.broker(), "notifications", "announcements", "notifications.control");
        access.authority().write(Map.of("ca.crt", broker.certificate()));
    }

    @AfterEach
    void stop() {
        broker.close();
        issuer.close();
    }

    private void password(String password) throws Exception {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        broker.broker()
                .admin()
                .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("tidings", info, password)))
                .all()
                .get();
    }

    /** As Strimzi writes it. */
    private void mounted(String password) {
        secret.write(Map.of(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"tidings\" password=\""
                        + password + "\";"));
    }

    private TidingsProcess.Setup setup(String name) {
        return access.in(TidingsProcess.named(name).issuer(issuer), UnaryOperator.identity())
                .env("KAFKA_BOOTSTRAP_SERVERS", broker.address())
                .env("TIDINGS_TAIL_BROKER_GRACE", "2s");
    }

    @Test
    void anEventArrivesAndALogoutIsWrittenWithTheRightsOfTheManifests() {
        mounted("first");
        try (TidingsProcess tidings = setup("kafka-scram").startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            log.event("alice", "e-1");
            log.announce("everyone", "e-2");
            assertThat(alice.nextIds(2)).containsExactlyInAnyOrder("e-1", "e-2");
            String admin = issuer.mint("root").groups("tidings-admin").sign();
            assertThat(Http.post(
                                    tidings.http("/api/admin/users/alice/logout"),
                                    "application/json",
                                    "",
                                    "Authorization",
                                    "Bearer " + admin)
                            .status())
                    .isEqualTo(204);
            assertThat(alice.socket().awaitClosed().code()).isEqualTo(4403);
            assertThat(tidings.log("WARN")).isEmpty();
            assertThat(tidings.log("ERROR")).isEmpty();
            assertThat(tidings.log()).doesNotContain("password=");
        }
    }

    @Test
    void publishingAndIntakeGoWithTheRightsOfTheManifests() {
        mounted("first");
        Rights.giveIntakes(broker.broker().admin());
        try (TidingsProcess tidings = setup("kafka-scram-intake").startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            assertThat(publish(tidings, "e-1")).isEqualTo(202);
            assertThat(alice.next().getString("id")).isEqualTo("e-1");
            broker.broker()
                    .produce(
                            log.deadLetters(),
                            "k",
                            Map.of(
                                    "tidings_route", "r",
                                    "tidings_topic", "orders",
                                    "tidings_partition", "0",
                                    "tidings_offset", "0"),
                            new byte[1]);
            assertThat(post(tidings, "/api/admin/dead-letters/retry?route=r", "application/json", "", "tidings-admin"))
                    .isEqualTo(202);
            assertThat(tidings.log("WARN")).isEmpty();
            assertThat(tidings.log("ERROR")).isEmpty();
        }
    }

    @Test
    void withoutTheRightToWriteToTheLogPublishersHearOfIt() {
        mounted("first");
        try (TidingsProcess tidings = setup("kafka-scram-read-only").startReady()) {
            assertThat(publish(tidings, "e-1")).isEqualTo(503);
            assertThat(tidings.log("WARN")).hasSize(1).allMatch(line -> line.contains("published events are not"));
        }
    }

    private int post(TidingsProcess tidings, String path, String type, String body, String role) {
        String token = issuer.mint("service").groups(role).sign();
        return Http.post(tidings.http(path), type, body, "Authorization", "Bearer " + token)
                .status();
    }

    @Test
    void aWrongPasswordIsSaidInASentenceAndTheRightOneIsTakenWhenItComes() {
        mounted("wrong");
        try (TidingsProcess tidings = setup("kafka-wrong-password").start()) {
            await().atMost(PATIENCE).until(() -> tidings.log().contains("invalid credentials"));
            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> !tidings.is("ready"));
            assertThat(tidings.is("live")).isTrue();
            assertThat(tidings.log())
                    .contains("broker refuses what it is asked")
                    .doesNotContain("\tat ", "\"frames\"", "wrong");
            assertThat(tidings.log("ERROR")).isEmpty();
            // By who reads the log, and by who reads the control topic.
            assertThat(tidings.log("WARN")).hasSize(2);

            mounted("first");
            tidings.awaitReady();
        }
    }

    @Test
    void aPasswordIsChangedWithoutARestart() throws Exception {
        mounted("first");
        try (TidingsProcess tidings = setup("kafka-new-password").startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            log.event("alice", "e-1");
            assertThat(alice.next().getString("id")).isEqualTo("e-1");
            password("second");
            mounted("second");
            broker.restart();
            log.event("alice", "e-2");
            assertThat(alice.socket().awaitClosed().code()).isEqualTo(1012);
            tidings.awaitReady();
            try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("alice"), alice.cursor())) {
                assertThat(again.welcome().getBoolean("resumed")).isTrue();
                assertThat(again.next().getString("id")).isEqualTo("e-2");
            }
            assertThat(tidings.log()).doesNotContain("\tat ", "\"frames\"");
        }
    }

    /** Each channel's client is refused once with the old password, and is then replaced. */
    @Test
    void producersTakeANewPasswordWithoutARestart() throws Exception {
        mounted("first");
        Rights.giveIntakes(broker.broker().admin());
        try (TidingsProcess tidings = setup("kafka-new-password-writers").startReady()) {
            assertThat(publish(tidings, "e-1")).isEqualTo(202);
            assertThat(logout(tidings)).isEqualTo(204);
            password("second");
            mounted("second");
            broker.restart();
            await().atMost(PATIENCE).until(() -> publish(tidings, "e-2") == 202);
            await().atMost(PATIENCE).until(() -> logout(tidings) == 204);
            assertThat(tidings.metric("kafka_producer_record_send_total", "client_id", "tidings-publish"))
                    .as("sent by the client that is in use")
                    .isEqualTo(1);
            assertThat(tidings.log()).doesNotContain("\tat ", "\"frames\"", "password=");
        }
    }

    private int publish(TidingsProcess tidings, String id) {
        String event = TestLog.cloudEvent(id).replace("{\"spec", "{\"audience\":\"alice\",\"spec");
        return post(tidings, "/api/events", "application/cloudevents+json", event, "tidings-publisher");
    }

    private int logout(TidingsProcess tidings) {
        return post(tidings, "/api/admin/users/alice/logout", "application/json", "", "tidings-admin");
    }
}
