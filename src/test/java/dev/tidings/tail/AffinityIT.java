package dev.tidings.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Partitioner;
import dev.tidings.testkit.Exposition;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances that read only the partitions of the users that they hold, and a real broker. */
class AffinityIT {
    private static final int PARTITIONS = 4;
    private static final TestLog LOG = TestLog.create();
    private static final Issuer ISSUER = Issuer.start();
    private static TidingsProcess first;
    private static TidingsProcess second;

    @BeforeAll
    static void start() {
        first = affine("affinity-1", LOG).startReady();
        second = affine("affinity-2", LOG).startReady();
    }

    private static TidingsProcess.Setup affine(String name, TestLog log) {
        return log.readBy(TidingsProcess.named(name).issuer(ISSUER))
                .env("TIDINGS_TAIL_AFFINITY", "true")
                .env("TIDINGS_TAIL_AFFINITY_LINGER", "1S")
                .env("TIDINGS_LOG_PARTITIONERS", "murmur2");
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        ISSUER.close();
    }

    private static TidingsClient connect(TidingsProcess to, String user) {
        return TidingsClient.connect(to, ISSUER.token(user));
    }

    private static TidingsClient resume(TidingsProcess to, String user, String cursor) {
        return TidingsClient.connect(to, ISSUER.token(user), cursor);
    }

    private static List<String> write(TestLog log, String user, int from, int to) {
        IntStream.range(from, to).forEach(i -> log.event(user, user + "-" + i));
        return IntStream.range(from, to).mapToObj(i -> user + "-" + i).toList();
    }

    private static boolean readsNotifications(TidingsProcess tidings) {
        return Exposition.of(tidings).hasValue("tidings_tail_lag_records", "topic", "notifications");
    }

    @Test
    void anInstanceWithoutSessionsIsReadyAndReadsTheAnnouncementsAlone() {
        TestLog log = TestLog.create();
        try (TidingsProcess alone = affine("affinity-alone", log).startReady()) {
            write(log, "nobody", 0, 20);
            log.announce("everyone", "all");
            await().untilAsserted(() ->
                    assertThat(alone.metric("tidings_records_received_total")).isEqualTo(1));
            await().until(() -> Exposition.of(alone).hasValue("tidings_tail_lag_records", "topic", "announcements"));
            assertThat(readsNotifications(alone)).isFalse();
        }
    }

    @Test
    void whatIsWrittenAfterAWelcomeComesWhereverItsUserLives() {
        List<TidingsClient> clients = new ArrayList<>();
        for (int i = 0; i < 3 * PARTITIONS; i++) {
            TidingsClient client = connect(i % 2 == 0 ? first : second, "greeted-" + i);
            client.expectIds(write(LOG, "greeted-" + i, 0, 1));
            clients.add(client);
        }
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).expectIds(write(LOG, "greeted-" + i, 1, 3));
            clients.get(i).close();
        }
    }

    @Test
    void nothingIsMissingBetweenAWelcomeAndWhatIsWrittenMeanwhile() {
        TestLog log = TestLog.create();
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger begun = new AtomicInteger();
        try (TidingsProcess fresh = affine("affinity-fresh", log).startReady()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    log.event("busy", Integer.toString(begun.getAndIncrement()));
                }
            });
            await().until(() -> begun.get() > 20);
            TidingsClient client = connect(fresh, "busy");
            int welcomed = begun.get();
            await().until(() -> begun.get() > welcomed + 50);
            done.set(true);
            writing.join();
            int next = Integer.parseInt(client.next().getString("id"));
            assertThat(next).isLessThanOrEqualTo(welcomed);
            List<String> rest = IntStream.range(next + 1, begun.get())
                    .mapToObj(Integer::toString)
                    .toList();
            client.expectIds(rest);
            assertThat(client.isQuiet()).isTrue();
            client.close();
        }
    }

    @Test
    void aClientOfAnotherInstanceMissesNothing() {
        for (int i = 0; i < PARTITIONS; i++) {
            String user = "mover-" + i;
            TidingsClient before = connect(first, user);
            before.expectIds(write(LOG, user, 0, 5));
            before.close();
            List<String> missed = write(LOG, user, 5, 15);
            try (TidingsClient after = resume(second, user, before.cursor())) {
                assertThat(after.welcome().getBoolean("resumed")).isTrue();
                after.expectIds(missed);
                after.expectIds(write(LOG, user, 15, 20));
            }
        }
    }

    @Test
    void aPartitionIsLeftAfterItsLastSessionAndTakenAgain() {
        TestLog log = TestLog.create();
        try (TidingsProcess alone = affine("affinity-left", log).startReady()) {
            TidingsClient before = connect(alone, "back");
            before.expectIds(write(log, "back", 0, 3));
            await().until(() -> readsNotifications(alone));
            before.close();
            await().atMost(Duration.ofSeconds(30)).until(() -> !readsNotifications(alone));
            double received = alone.metric("tidings_records_received_total");
            List<String> missed = write(log, "back", 3, 6);
            try (TidingsClient after = resume(alone, "back", before.cursor())) {
                assertThat(after.welcome().getBoolean("resumed")).isTrue();
                after.expectIds(missed);
                after.expectIds(write(log, "back", 6, 8));
            }
            assertThat(alone.metric("tidings_records_received_total")).isEqualTo(received + 2);
        }
    }

    @Test
    void whoeverMovesToAnAddedPartitionMissesNothing() {
        TestLog log = TestLog.create();
        try (TidingsProcess alone = affine("affinity-grown", log)
                .env("TIDINGS_TAIL_REFRESH_INTERVAL", "1S")
                .startReady()) {
            String user = mover();
            TidingsClient before = connect(alone, user);
            before.expectIds(write(log, user, 0, 2));
            log.broker().addPartitions(log.notifications(), 2 * PARTITIONS);
            log.eventIn(partitionOf(user, 2 * PARTITIONS), user, user + "-2");
            assertThat(before.next().getString("type")).isEqualTo("tidings.goaway");
            await().atMost(Duration.ofSeconds(40)).until(() -> before.socket().closed() != null);
            try (TidingsClient after = resume(alone, user, before.cursor())) {
                assertThat(after.welcome().getBoolean("resumed")).isTrue();
                after.expectIds(List.of(user + "-2"));
                log.eventIn(partitionOf(user, 2 * PARTITIONS), user, user + "-3");
                after.expectIds(List.of(user + "-3"));
            }
        }
    }

    private static int partitionOf(String user, int partitions) {
        return Partitioner.MURMUR2.partitionOf(user, partitions);
    }

    private static String mover() {
        return IntStream.range(0, 100)
                .mapToObj(i -> "grown-" + i)
                .filter(user -> partitionOf(user, PARTITIONS) != partitionOf(user, 2 * PARTITIONS))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aClientIsToldWhereToConnect() {
        String token = ISSUER.token("asking");
        Http.Answer answer = Http.get(first.http("/api/connect"), "Authorization", "Bearer " + token);
        int home = partitionOf("asking", PARTITIONS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonObject address = new JsonObject(answer.body());
        assertThat(address.getInteger("p")).isEqualTo(home);
        assertThat(address.getString("url")).isEqualTo("/ws?p=" + home);
        try (TidingsClient client =
                        TidingsClient.connecting(first.ws("?p=" + home), token).join();
                TidingsClient wrong =
                        TidingsClient.connecting(second.ws("?p=none"), token).join()) {
            List<String> ids = write(LOG, "asking", 0, 1);
            client.expectIds(ids);
            wrong.expectIds(ids);
        }
    }

    @Test
    void nobodyIsToldWhereToConnectWithoutAToken() {
        Http.Answer answer = Http.get(first.http("/api/connect"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void whereTheLogIsNotKnownYetAClientIsToldToComeBack() {
        TestLog missing = new TestLog(LOG.broker(), "missing-n", "missing-a", LOG.control());
        try (TidingsProcess waiting = affine("affinity-waiting", missing).start()) {
            String token = ISSUER.token("early");
            await().untilAsserted(() -> {
                Http.Answer answer = Http.get(waiting.http("/api/connect"), "Authorization", "Bearer " + token);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
                assertThat(answer.body()).contains("the log is not known yet");
            });
        }
    }

    @Test
    void anOperatorWithSeveralPartitionersIsWarnedAtTheStart() {
        String sentence = "tidings.tail.affinity is on, but each user has several home partitions";
        try (TidingsProcess several = affine("affinity-several", LOG)
                .env("TIDINGS_LOG_PARTITIONERS", "murmur2,crc32")
                .startReady()) {
            assertThat(several.log("WARN")).anySatisfy(line -> assertThat(line).contains(sentence));
        }
        assertThat(first.log()).doesNotContain(sentence);
    }
}
