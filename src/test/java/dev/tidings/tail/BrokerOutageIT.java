package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import dev.tidings.testkit.WsClient;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@TidingsTest(
        ownBroker = true,
        settings = {"TIDINGS_TAIL_BROKER_GRACE=2s", "TIDINGS_TAIL_REFRESH_INTERVAL=1s"})
class BrokerOutageIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static Broker broker;

    @Inject
    private static InstanceFactory instances;

    private static String readiness(TidingsProcess tidings) {
        return Http.get(tidings.http("/q/health/ready")).body();
    }

    private static void assertComeBackLater(TidingsProcess tidings) {
        WsClient.Refused refused =
                WsClient.to(tidings.ws()).bearer(issuer.token("alice")).refused();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    }

    @Test
    void readinessNamesMissingTopics() {
        TestLog log = new TestLog(broker, "later-notifications", "later-announcements", broker.newTopic("control", 1));
        try (TidingsProcess tidings =
                log.readBy(instances.named("topics-missing")).start()) {
            await().untilAsserted(() -> assertThat(readiness(tidings))
                    .contains("later-notifications")
                    .contains("later-announcements")
                    .contains("waiting-for-topics"));
            assertThat(tidings.is("ready")).isFalse();
            assertThat(tidings.is("started")).isFalse();
            assertThat(tidings.log()).contains("later-notifications");
            assertComeBackLater(tidings);
            broker.createTopic("later-notifications", 2);
            await().untilAsserted(() -> assertThat(readiness(tidings)).doesNotContain("later-notifications"));
            broker.createTopic("later-announcements", 1);
            tidings.awaitReady();
            try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
                log.event("alice", "e-1");
                assertThat(alice.next().getString("id")).isEqualTo("e-1");
            }
        }
    }

    @Test
    void sessionsSurviveABrokerOutageAndMissNoEvent() {
        TestLog log = TestLog.create(broker);
        try (TidingsProcess tidings = log.readBy(instances.named("broker-away")).startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            send(log, 0, 500);
            broker.stop();
            try {
                assertThat(tidings.is("ready")).isTrue();
                await().atMost(Duration.ofSeconds(15)).until(() -> !tidings.is("ready"));
                assertThat(tidings.is("live")).isTrue();
                assertThat(alice.socket().closed()).isNull();
                try (TidingsProcess late =
                        log.readBy(instances.named("broker-away-at-start")).start()) {
                    assertThat(late.is("ready")).isFalse();
                    assertComeBackLater(late);
                    broker.start();
                    late.awaitReady();
                }
            } finally {
                broker.start();
            }
            tidings.awaitReady();
            send(log, 500, 1_000);
            assertThat(alice.nextIds(1_000))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1_000).mapToObj(i -> "e-" + i).toList());
            assertThat(alice.isQuiet()).isTrue();
            assertThat(tidings.log("ERROR")).isEmpty();
        }
    }

    private static void send(TestLog log, int from, int to) {
        for (int i = from; i < to; i++) {
            log.send(Placement.MURMUR2, "alice", TestLog.cloudEvent("e-" + i));
        }
        log.flush();
    }

    @Test
    void aRecreatedTopicClosesSessionsWith1012AndReportsTheGap() {
        TestLog log = TestLog.create(broker);
        try (TidingsProcess tidings = log.readBy(instances.named("topic-anew")).startReady();
                TidingsClient before = TidingsClient.connect(tidings, issuer.token("alice"))) {
            log.event("alice", "old-1");
            log.event("alice", "old-2");
            assertThat(before.nextIds(2)).containsExactly("old-1", "old-2");
            broker.deleteTopic(log.notifications());
            await().ignoreExceptions().until(() -> {
                broker.createTopic(log.notifications(), 4);
                return true;
            });
            assertThat(before.next().getString("type")).isEqualTo("tidings.goaway");
            assertThat(before.socket().awaitClosed().code()).isEqualTo(1012);
            tidings.awaitReady();
            try (TidingsClient after = TidingsClient.connect(tidings, issuer.token("alice"), before.cursor())) {
                assertThat(after.welcome().getString("reason")).isEqualTo("log-recreated");
                log.event("alice", "new-1");
                assertThat(after.next().getString("id")).isEqualTo("new-1");
                assertThat(after.cursor()).doesNotStartWith(before.cursor().split("\\.", 2)[0]);
            }
        }
    }

    @Test
    void withoutItsTopicAHandshakeIsAnswered503() {
        TestLog log = TestLog.create(broker);
        try (TidingsProcess tidings = log.readBy(instances.named("topic-gone")).startReady()) {
            log.event("alice", "old-1");
            broker.deleteTopic(log.announcements());
            broker.deleteTopic(log.notifications());
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(tidings.is("ready")).isFalse();
                assertThat(readiness(tidings)).contains(log.notifications());
                assertThat(WsClient.to(tidings.ws())
                                .bearer(issuer.token("alice"))
                                .status())
                        .isEqualTo(503);
            });
        }
    }

    @Test
    void addedPartitionsAreReadFromTheirBeginning() {
        TestLog log = TestLog.create(broker);
        try (TidingsProcess tidings =
                        log.readBy(instances.named("partitions-added")).startReady();
                TidingsClient alice = TidingsClient.connect(tidings, issuer.token("alice"))) {
            broker.addPartitions(log.notifications(), 12);
            List<String> ids = IntStream.range(0, 24).mapToObj(i -> "e-" + i).toList();
            for (int i = 0; i < 24; i++) {
                log.eventIn(i % 12, "alice", "e-" + i);
            }
            assertThat(alice.nextIds(24)).containsExactlyInAnyOrderElementsOf(ids);
            try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("alice"), alice.cursor())) {
                assertThat(again.welcome().getBoolean("resumed")).isTrue();
                assertThat(again.isQuiet()).isTrue();
            }
            assertThat(tidings.log("ERROR")).isEmpty();
        }
    }
}
