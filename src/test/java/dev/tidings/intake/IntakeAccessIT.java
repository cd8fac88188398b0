package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.SecureBroker;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** Rights that are missing are named one after the other, and nothing is lost until all of them are there. */
class IntakeAccessIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void eachMissingRightIsNamedAndNoRecordIsLost() throws Exception {
        try (SecureBroker broker = SecureBroker.scram()) {
            ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            broker.broker()
                    .admin()
                    .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("tidings", info, "secret")))
                    .all()
                    .get();
            String orders = broker.broker().newTopic("orders", 1);
            Stage stage = new Stage(broker.broker())
                    .client("bootstrap.servers", broker.address())
                    .client("security.protocol", "SASL_SSL")
                    .client("sasl.mechanism", "SCRAM-SHA-512")
                    .client(
                            "sasl.jaas.config",
                            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"tidings\""
                                    + " password=\"secret\";")
                    .client("ssl.truststore.type", "PEM")
                    .client("ssl.truststore.certificates", broker.certificate())
                    .with("tidings.intake.group", "tidings-intake")
                    .with("tidings.intake.start", "earliest")
                    .with("tidings.intake.transaction-timeout", "PT6S")
                    .routes(TestRoutes.of(TestRoute.named("orders"), orders));
            stage.order(orders, "alice", "1");
            try (Stage running = stage.start()) {
                awaitCause(running, "transactional ids");
                allow(broker, ResourceType.TRANSACTIONAL_ID, "tidings-intake", PatternType.PREFIXED, AclOperation.ALL);
                await().atMost(PATIENCE)
                        .until(() -> running.thread().status() instanceof IntakeStatus.WaitingForTopics);
                for (String own : List.of("notifications", "announcements", "dead-letters", "seen", "retries")) {
                    allow(broker, ResourceType.TOPIC, running.topic(own), PatternType.LITERAL, AclOperation.DESCRIBE);
                }
                allow(broker, ResourceType.TOPIC, orders, PatternType.LITERAL, AclOperation.DESCRIBE);
                awaitCause(running, "the group tidings-intake");
                allow(broker, ResourceType.GROUP, "tidings-intake", PatternType.LITERAL, AclOperation.READ);
                awaitCause(running, "topics [");
                for (String own : List.of("seen", "retries")) {
                    allow(broker, ResourceType.TOPIC, running.topic(own), PatternType.LITERAL, AclOperation.READ);
                }
                allow(broker, ResourceType.TOPIC, orders, PatternType.LITERAL, AclOperation.READ);
                // A transaction writes to several, and any of those that are refused may be the one that is named.
                for (String own : List.of("announcements", "dead-letters", "seen")) {
                    allow(broker, ResourceType.TOPIC, running.topic(own), PatternType.LITERAL, AclOperation.WRITE);
                }
                awaitCause(running, running.topic("notifications"));
                allow(
                        broker,
                        ResourceType.TOPIC,
                        running.topic("notifications"),
                        PatternType.LITERAL,
                        AclOperation.WRITE);
                await().atMost(PATIENCE).until(() -> running.metrics().of(MappingOutcome.MAPPED) == 1);
                assertThat(running.log()).extracting(Committed::id).containsExactly("1");
            }
        }
    }

    private static void awaitCause(Stage running, String part) {
        await("a cause with " + part)
                .atMost(PATIENCE)
                .until(() -> running.thread().status() instanceof IntakeStatus.Retrying retrying
                        && retrying.cause().contains(part));
    }

    private static void allow(
            SecureBroker broker, ResourceType type, String name, PatternType pattern, AclOperation operation)
            throws Exception {
        broker.broker()
                .admin()
                .createAcls(List.of(new AclBinding(
                        new ResourcePattern(type, name, pattern),
                        new AccessControlEntry("User:tidings", "*", operation, AclPermissionType.ALLOW))))
                .all()
                .get();
    }
}
