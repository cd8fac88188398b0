package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Partitioner;
import dev.tidings.intake.format.DeadReason;
import dev.tidings.intake.format.SourceRecord;
import dev.tidings.intake.format.UnavailableException;
import dev.tidings.intake.route.Limits;
import dev.tidings.intake.route.Limits.Excess;
import dev.tidings.intake.route.Limits.Rate;
import dev.tidings.intake.route.Mapping;
import dev.tidings.intake.route.Route;
import dev.tidings.testkit.Broker;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class IntakeIT {
    private final Broker broker = Broker.shared();
    private final Stage stage = new Stage(broker);
    private final String orders = broker.newTopic("orders", 3);
    private final TestRoute route = TestRoute.named("orders");

    @Test
    void recordsBecomeEventsOrDeadLetters() {
        try (Stage running = stage.routes(TestRoutes.of(route, orders)).startFollowing(orders)) {
            running.order(orders, "alice", "1");
            running.order(orders, "bob", "2");
            broker.produce(orders, "carol", Map.of("trace", "t"), "{".getBytes(UTF_8));
            running.awaitRead(3);
            assertThat(running.log()).extracting(Committed::id).containsExactlyInAnyOrder("1", "2");
            assertThat(running.log()).allSatisfy(each -> {
                assertThat(each.partition()).isEqualTo(Partitioner.MURMUR2.partitionOf(each.key(), 4));
                assertThat(each.headers()).containsEntry("content-type", "application/cloudevents+json; charset=UTF-8");
            });
            assertThat(running.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isEqualTo("carol");
                assertThat(letter.text()).isEqualTo("{");
                assertThat(letter.headers())
                        .containsEntry("trace", "t")
                        .containsEntry("tidings_reason", "unreadable")
                        .containsEntry("tidings_topic", orders);
            });
            await().until(() -> running.thread().lags().values().stream().allMatch(lag -> lag == 0));
            assertThat(running.thread().status()).isInstanceOf(IntakeStatus.Following.class);
        }
    }

    @Test
    void aRepetitionIsRecognizedAfterARestartAndByAnotherPod() {
        stage.routes(TestRoutes.of(route, orders)).startFollowing(orders);
        IntStream.range(0, 100).forEach(i -> stage.send(orders, "user-" + i, value(i)));
        stage.awaitRead(100);
        assertThat(stage.memory().repetitions()).isEqualTo(100);
        stage.stop();
        stage.startFollowing(orders);
        IntStream.range(0, 50).forEach(i -> stage.send(orders, "user-" + i, value(i)));
        stage.awaitRead(150);
        try (Stage other = stage.another()) {
            other.routes(TestRoutes.of(route, orders)).start();
            await().until(() -> !other.thread().lags().isEmpty());
            IntStream.range(50, 120).forEach(i -> stage.send(orders, "user-" + i, value(i)));
            await().until(() -> stage.metrics().read() + other.metrics().read() == 220);
            assertThat(other.metrics().of(MappingOutcome.DUPLICATED)).isPositive();
            assertThat(stage.metrics().of(MappingOutcome.DUPLICATED)
                            + other.metrics().of(MappingOutcome.DUPLICATED))
                    .isEqualTo(100);
            assertThat(stage.log()).extracting(Committed::id).hasSize(120).doesNotHaveDuplicates();
        } finally {
            stage.close();
        }
    }

    private static byte[] value(int i) {
        return TestRoute.value("user-" + i, "id-" + i).getBytes(UTF_8);
    }

    @Test
    void aDeadLetterIsMappedAfterItsRouteWasCorrected() {
        Route wrong = new Broken("orders");
        try (Stage running = stage.routes(TestRoutes.of(wrong, orders)).startFollowing(orders)) {
            running.order(orders, "alice", "1");
            running.awaitRead(1);
            Committed letter = running.deadLetters().get(0);
            running.routes(TestRoutes.of(route, orders));
            retry(letter);
            retry(letter);
            running.awaitRead(3);
            assertThat(running.log()).extracting(Committed::id).containsExactly("1");
            assertThat(running.metrics().of(MappingOutcome.DUPLICATED)).isEqualTo(1);
            assertThat(running.deadLetters()).hasSize(1);
        }
    }

    private void retry(Committed letter) {
        broker.produce(stage.topic("retries"), letter.key(), letter.headers(), letter.value());
    }

    @Test
    void recordsWaitWhileTheRegistryIsUnavailable() {
        AtomicBoolean away = new AtomicBoolean(true);
        Route registry = new Route() {
            @Override
            public String name() {
                return "orders";
            }

            @Override
            public Mapping map(SourceRecord record) {
                if (away.get()) {
                    throw new UnavailableException("registry does not answer", new IllegalStateException("refused"));
                }
                return route.map(record);
            }

            @Override
            public Limits limits() {
                return Limits.NONE;
            }
        };
        try (Stage running = stage.routes(TestRoutes.of(registry, orders)).startFollowing(orders)) {
            IntStream.range(0, 100).forEach(i -> running.send(orders, "user-" + i, value(i)));
            await().until(() -> running.thread().status() instanceof IntakeStatus.Retrying retrying
                    && retrying.cause().contains("registry does not answer"));
            assertThat(running.metrics().read()).isZero();
            away.set(false);
            running.awaitRead(100);
            assertThat(running.log()).hasSize(100).extracting(Committed::id).doesNotHaveDuplicates();
            assertThat(running.thread().status()).isInstanceOf(IntakeStatus.Following.class);
        }
    }

    @Test
    void aRecordTooLargeForTheDeadLettersLosesItsValue() throws Exception {
        byte[] value = new byte[1_048_576 - 200];
        new Random(1).nextBytes(value);
        try (Stage running = stage.routes(TestRoutes.of(route, orders)).startFollowing(orders)) {
            running.order(orders, "alice", "before");
            broker.produce(orders, "alice", Map.of(), value);
            running.order(orders, "alice", "after");
            running.awaitRead(3);
            assertThat(running.log()).extracting(Committed::id).containsExactly("before", "after");
            assertThat(running.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.value()).isNull();
                assertThat(letter.headers())
                        .containsEntry("tidings_value_omitted", Integer.toString(value.length))
                        .containsEntry("tidings_reason", "too-large");
            });
        }
    }

    @Test
    void eventsOverTheLimitAreCollapsedIntoOne() {
        TestRoute limited = new TestRoute("orders", new Limits(null, new Rate(2, 2_000), Excess.COLLAPSE));
        try (Stage running = stage.routes(TestRoutes.of(limited, orders)).startFollowing(orders)) {
            IntStream.range(0, 20)
                    .forEach(i -> running.send(
                            orders, "alice", TestRoute.value("alice", "" + i).getBytes(UTF_8)));
            running.awaitRead(20);
            await().until(() -> running.metrics().released() == 1);
            assertThat(running.log()).extracting(Committed::id).containsExactly("0", "1", "19");
            assertThat(running.log().get(2).event().getInteger("suppressed")).isEqualTo(18);
            assertThat(running.metrics().of(MappingOutcome.MAPPED)).isEqualTo(2);
            assertThat(running.metrics().of(MappingOutcome.SUPPRESSED)).isEqualTo(18);
        }
    }

    @Test
    void deferredEventsAreWrittenBeforeAStop() {
        TestRoute limited = new TestRoute("orders", new Limits(new Rate(1, 3_600_000), null, Excess.COLLAPSE));
        stage.routes(TestRoutes.of(limited, orders)).startFollowing(orders);
        IntStream.range(0, 5).forEach(i -> stage.order(orders, "alice", "" + i));
        stage.awaitRead(5);
        stage.stop();
        assertThat(stage.log()).extracting(Committed::id).containsExactly("0", "4");
        assertThat(stage.log().get(1).event().getInteger("suppressed")).isEqualTo(4);
    }

    @Test
    void eventsArePlacedByTheConfiguredPartitioner() {
        try (Stage running = stage.homes(List.of(Partitioner.FNV1A))
                .routes(TestRoutes.of(route, orders))
                .startFollowing(orders)) {
            IntStream.range(0, 20).forEach(i -> running.send(orders, "user-" + i, value(i)));
            running.awaitRead(20);
            assertThat(running.log())
                    .hasSize(20)
                    .allMatch(each -> each.partition() == Partitioner.FNV1A.partitionOf(each.key(), 4));
        }
    }

    @Test
    void eachRandomRecordHasExactlyOneOutcome() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        TestRoute limited = new TestRoute("orders", new Limits(null, new Rate(5, 60_000), Excess.COLLAPSE));
        int count = 5_000;
        try (Stage running = stage.routes(TestRoutes.of(limited, orders)).startFollowing(orders)) {
            for (int i = 0; i < count; i++) {
                String topic = random.nextInt(4) == 0 ? running.topic("retries") : orders;
                RecordHeaders headers = Garbage.headers(random);
                running.send(
                        new ProducerRecord<>(topic, null, null, Garbage.value(random), Garbage.value(random), headers));
            }
            running.awaitRead(count);
            CountingMetrics metrics = running.metrics();
            assertThat(metrics.read()).isEqualTo(count);
            assertThat(Arrays.stream(MappingOutcome.values())
                            .mapToInt(metrics::of)
                            .sum())
                    .isEqualTo(count);
            assertThat(running.deadLetters()).hasSize(metrics.of(MappingOutcome.DEAD));
            assertThat(running.log()).hasSize(metrics.events() + metrics.released());
            assertThat(metrics.abortedTransactions()).isZero();
        }
    }

    /** A route that is wrong. */
    private record Broken(String name) implements Route {
        @Override
        public Mapping map(SourceRecord record) {
            return new Mapping.Dead(DeadReason.EXPRESSION, "wrong");
        }

        @Override
        public Limits limits() {
            return Limits.NONE;
        }
    }
}
