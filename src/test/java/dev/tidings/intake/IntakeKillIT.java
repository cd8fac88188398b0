package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The account: whatever instances are killed when, each record is mapped once, and the bad ones are dead letters. */
class IntakeKillIT {
    private static final int INSTANCES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.own(
                0,
                Map.of(
                        "group.min.session.timeout.ms", "1000",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void recordsAreMappedOnceWhenInstancesAreKilledFiveTimes() {
        killed(100_000, 8_000, 5);
    }

    @Test
    @Tag("chaos")
    void recordsAreMappedOnceThroughMinutesOfKills() {
        if (System.getProperty("chaos.form", "SHORT").equals("LONG")) {
            killed(600_000, 5_000, 30);
        }
    }

    private void killed(int count, int perSecond, int kills) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, String> settings = new HashMap<>(Stage.topics(broker));
        settings.put("tidings.intake.group", "killed-" + seed);
        settings.put("tidings.intake.start", "earliest");
        settings.put("tidings.intake.transaction-timeout", "PT3S");
        settings.put("session.timeout.ms", "2000");
        settings.put("heartbeat.interval.ms", "500");
        List<String> topics = List.of(broker.newTopic("orders", 4), broker.newTopic("payments", 3));
        Instances instances = new Instances(topics, settings);
        Orders orders = new Orders(broker, topics, count, perSecond, random);
        Thread writing = new Thread(orders, "orders");
        try (instances) {
            IntStream.range(0, INSTANCES).forEach(i -> instances.launch());
            writing.start();
            int[] when = IntStream.range(0, kills)
                    .map(i -> count / 20 + random.nextInt(count * 8 / 10))
                    .sorted()
                    .toArray();
            for (int records : when) {
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> instances.passed() >= records);
                instances.killOne(random);
            }
            await().atMost(PATIENCE).until(() -> !writing.isAlive());
            long all = (long) count + orders.repeated() + orders.bad().size();
            await().atMost(PATIENCE).until(() -> instances.passed() == all);
            account(settings, orders, count);
        }
    }

    private static void account(Map<String, String> settings, Orders orders, int count) {
        List<Committed> log =
                Committed.all(broker.bootstrapServers(), settings.getOrDefault("tidings.topics.notifications", ""));
        int[] times = new int[count];
        log.forEach(each -> times[Integer.parseInt(each.id())]++);
        long lost = IntStream.of(times).filter(each -> each == 0).count();
        long doubled = IntStream.of(times).filter(each -> each > 1).count();
        System.out.printf(
                "%d records and %d repetitions in, %d events, %d lost, %d doubled, %d dead letters%n",
                count,
                orders.repeated(),
                log.size(),
                lost,
                doubled,
                orders.bad().size());
        assertThat(lost).as("lost").isZero();
        assertThat(doubled).as("doubled").isZero();
        assertThat(Committed.all(broker.bootstrapServers(), settings.getOrDefault("tidings.topics.dead-letters", "")))
                .extracting(Committed::text)
                .containsExactlyInAnyOrderElementsOf(orders.bad());
    }

    /** Some of them, one of which is killed now and then, and begins again. */
    private static final class Instances implements AutoCloseable {
        private final List<String> topics;
        private final Map<String, String> settings;
        private final List<IntakeProcess> running = new ArrayList<>();
        private int launched;

        Instances(List<String> topics, Map<String, String> settings) {
            this.topics = topics;
            this.settings = settings;
        }

        void launch() {
            running.add(IntakeProcess.launch(
                    "intake-killed-" + ++launched, broker.bootstrapServers(), String.join(",", topics), settings));
        }

        void killOne(Random random) {
            IntakeProcess victim = running.remove(random.nextInt(running.size()));
            assertThat(victim.isAlive()).isTrue();
            victim.kill();
            System.out.printf("killed one at %d records%n", passed());
            launch();
        }

        /** Records up to which the group has come, in all partitions together. */
        long passed() {
            try {
                Map<TopicPartition, OffsetAndMetadata> offsets = broker.admin()
                        .listConsumerGroupOffsets(settings.getOrDefault("tidings.intake.group", ""))
                        .partitionsToOffsetAndMetadata()
                        .get();
                return offsets.values().stream()
                        .mapToLong(OffsetAndMetadata::offset)
                        .sum();
            } catch (Exception e) {
                return 0;
            }
        }

        @Override
        public void close() {
            running.forEach(IntakeProcess::close);
        }
    }
}
