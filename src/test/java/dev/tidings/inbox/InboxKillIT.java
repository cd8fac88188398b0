package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.Postgres;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The account: whatever process is killed when, each event is in the inbox once, with what was read. */
class InboxKillIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int USERS = 500;
    private static final int CHANGE_EVERY = 250;

    @Test
    void eachEventIsThereOnceThoughPodAndDatabaseAreKilled() throws Exception {
        killed(20_000, 2, 1);
    }

    @Test
    @Tag("full")
    void hundredThousandEventsAreThereOnceThoughThePodIsKilledFiveTimesAndTheDatabaseTwice() throws Exception {
        killed(100_000, 5, 2);
    }

    private static void killed(int count, int kills, int restarts) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Broker broker = Broker.own(0, Map.of("group.min.session.timeout.ms", "1000"));
                Postgres server = Postgres.own();
                Issuer issuer = Issuer.start()) {
            InboxStage stage = new InboxStage(TestLog.create(broker), new InboxTables(server.newDatabase()), issuer);
            Writing writing = new Writing(stage.log(), count);
            Thread writer = new Thread(writing, "writing");
            List<String> blows = new ArrayList<>(Collections.nCopies(kills, "pod"));
            blows.addAll(Collections.nCopies(restarts, "database"));
            Collections.shuffle(blows, random);
            TidingsProcess pod = launch(stage, 0);
            try {
                writer.start();
                for (int i = 0; i < blows.size(); i++) {
                    long reached = count * (i + 1L) / (blows.size() + 1) - random.nextInt(count / 50);
                    await().atMost(PATIENCE).until(() -> stage.items() >= reached);
                    System.out.printf("%s killed at %d of %d%n", blows.get(i), stage.items(), count);
                    if (blows.get(i).equals("pod")) {
                        pod.kill();
                        pod = launch(stage, i + 1);
                    } else {
                        server.kill();
                        server.start();
                    }
                }
                writer.join(PATIENCE.toMillis());
                await().atMost(PATIENCE).until(() -> stage.items() >= count);
                account(stage, writing, count);
            } finally {
                pod.close();
            }
        }
    }

    private static TidingsProcess launch(InboxStage stage, int number) {
        return stage.setup("inbox-killed-" + number)
                .env("MP_MESSAGING_INCOMING_INBOX_LOG_SESSION_TIMEOUT_MS", "2000")
                .env("MP_MESSAGING_INCOMING_INBOX_LOG_HEARTBEAT_INTERVAL_MS", "500")
                .env("MP_MESSAGING_INCOMING_INBOX_LOG_MAX_POLL_RECORDS", "200")
                .start();
    }

    private static void account(InboxStage stage, Writing writing, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(stage.tables().number("select count(*) from inbox_state where read"))
                        .isEqualTo(writing.read.size()));
        InboxTables tables = stage.tables();
        long distinct =
                tables.number("select count(distinct (convert_from(event, 'UTF8')::json ->> 'id')) from inbox_item");
        System.out.printf(
                "%d events in, %d rows, %d distinct, %d states%n", count, stage.items(), distinct, writing.read.size());
        assertThat(stage.items()).as("rows").isEqualTo(count);
        assertThat(distinct).as("distinct").isEqualTo(count);
        assertThat(
                        new TreeSet<>(
                                tables.rows(
                                        "select user_id || ' ' || part || ' ' || (pos & ((1::bigint << 48) - 1)) from inbox_state where read")))
                .isEqualTo(writing.read);
    }

    /** Writes events at a steady pace, and now and then that one of them was read. */
    private static final class Writing implements Runnable {
        private static final Map<String, String> STRUCTURED =
                Map.of("content-type", "application/cloudevents+json; charset=UTF-8");
        private static final int PER_MILLI = 6;

        private final TestLog log;
        private final int count;
        final Set<String> read = Collections.synchronizedSet(new TreeSet<>());

        Writing(TestLog log, int count) {
            this.log = log;
            this.count = count;
        }

        @Override
        public void run() {
            for (int i = 0; i < count; i++) {
                String user = "user-" + i % USERS;
                Future<RecordMetadata> sent = log.broker()
                        .send(
                                Placement.MURMUR2,
                                log.notifications(),
                                user,
                                STRUCTURED,
                                TestLog.cloudEvent("e-" + i).getBytes(UTF_8));
                if (i % CHANGE_EVERY == 0) {
                    markRead(user, sent);
                }
                if (i % PER_MILLI == 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            }
            log.flush();
        }

        private void markRead(String user, Future<RecordMetadata> sent) {
            try {
                RecordMetadata place = sent.get();
                int part = place.partition() << 1;
                read.add(user + " " + part + " " + place.offset());
                log.send(
                        Placement.MURMUR2,
                        user,
                        "{\"specversion\":\"1.0\",\"id\":\"s\",\"source\":\"/tidings/inbox\",\"type\":\"tidings.inbox.changed\""
                                + ",\"data\":{\"action\":\"read\",\"ids\":[\"" + new ItemId(part, place.offset())
                                + "\"]}}");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
