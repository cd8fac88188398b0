package dev.tidings.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** When intake reads a topic, from which offset, and when a pod is ready. */
class IntakeStartIT {
    private final Broker broker = Broker.shared();
    private final Stage stage = new Stage(broker);
    private final String orders = broker.newTopic("orders", 3);
    private final TestRoute route = TestRoute.named("orders");

    @Test
    void intakeIsOffWithoutARoute() {
        try (Stage running = stage.start()) {
            await().during(Duration.ofMillis(700)).until(() -> running.thread().status() instanceof IntakeStatus.Off);
            running.routes(TestRoutes.of(route, orders));
            running.awaitReading(orders);
            running.order(orders, "alice", "1");
            running.awaitRead(1);
            running.routes(TestRoutes.NONE);
            await().until(() -> running.thread().status() instanceof IntakeStatus.Off);
            assertThat(running.thread().lags()).isEmpty();
        }
    }

    @Test
    void recordsWrittenAfterReadinessAreMapped() {
        stage.order(orders, "alice", "old");
        try (Stage running = stage.routes(TestRoutes.of(route, orders)).startReady()) {
            IntStream.range(0, 20).forEach(i -> running.send(orders, "user-" + i, value(i)));
            running.awaitRead(20);
            assertThat(running.log()).extracting(Committed::id).hasSize(20).doesNotContain("old");
            assertThat(running.thread().gate().unstarted()).isEmpty();
        }
    }

    @Test
    void aPodWithoutPartitionsAndWithAMissingTopicIsReady() {
        try (Stage running = stage.routes(TestRoutes.of(route, orders, orders + "-never"))
                        .startReady();
                Stage other = stage.another()) {
            other.routes(TestRoutes.of(route, orders, orders + "-never")).startReady();
            IntStream.range(0, 20).forEach(i -> running.send(orders, "user-" + i, value(i)));
            await().until(() -> running.metrics().read() + other.metrics().read() == 20);
            assertThat(running.log()).hasSize(20).extracting(Committed::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTopicOfALaterRouteIsReadFromItsEnd() {
        String second = broker.newTopic("second", 2);
        try (Stage running = stage.routes(TestRoutes.of(route, orders)).startReady()) {
            running.order(second, "alice", "old");
            running.routes(TestRoutes.of(route, orders, second));
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> running.thread().gate().unstarted().contains(second)
                            || running.thread().lags().containsKey(new SourcePartition(second, 0)));
            assertThat(running.thread().gate().isOpen()).isTrue();
            IntStream.range(0, 20).forEach(i -> running.send(second, "user-" + i, value(i)));
            running.awaitRead(20);
            assertThat(running.log()).extracting(Committed::id).hasSize(20).doesNotContain("old");
        }
    }

    @Test
    void recordsBeforeTheRouteAreNotMapped() {
        stage.order(orders, "alice", "old");
        try (Stage running = stage.routes(TestRoutes.of(route, orders)).startFollowing(orders)) {
            running.order(orders, "alice", "new");
            running.awaitRead(1);
            assertThat(running.log()).extracting(Committed::id).containsExactly("new");
        }
    }

    @Test
    void recordsBeforeTheRouteAreMappedWithStartEarliest() {
        stage.order(orders, "alice", "old");
        try (Stage running = stage.with("tidings.intake.start", "earliest")
                .routes(TestRoutes.of(route, orders))
                .start()) {
            running.awaitRead(1);
            assertThat(running.log()).extracting(Committed::id).containsExactly("old");
        }
    }

    @Test
    void recordsWrittenWhileNoPodRunsAreMapped() {
        stage.routes(TestRoutes.of(route, orders)).startFollowing(orders).stop();
        stage.order(orders, "alice", "1");
        try (Stage running = stage.startReady()) {
            running.order(orders, "alice", "2");
            running.awaitRead(2);
            assertThat(running.log()).extracting(Committed::id).containsExactly("1", "2");
        }
    }

    @Test
    void addedTopicsAndPartitionsAreReadFromTheirBeginning() {
        String later = orders + "-later";
        try (Stage running = stage.routes(TestRoutes.of(route, orders, later)).startFollowing(orders)) {
            await().until(() -> running.thread().missing().equals(List.of(later)));
            broker.createTopic(later, 1);
            IntStream.range(0, 50).forEach(i -> running.order(later, "alice", "topic-" + i));
            running.awaitRead(50);
            await().until(() -> running.thread().missing().isEmpty());
            broker.addPartitions(orders, 4);
            IntStream.range(0, 50)
                    .forEach(i -> running.send(new ProducerRecord<>(
                            orders,
                            3,
                            null,
                            TestRoute.value("bob", "partition-" + i).getBytes(UTF_8))));
            running.awaitRead(100);
            assertThat(running.log()).extracting(Committed::id).hasSize(100).doesNotHaveDuplicates();
        }
    }

    @Test
    void intakeWaitsForItsOwnTopics() {
        String seen = stage.topic("seen") + "-later";
        try (Stage running = stage.with("tidings.topics.seen", seen)
                .routes(TestRoutes.of(route, orders))
                .start()) {
            await().until(() -> running.thread().status().equals(new IntakeStatus.WaitingForTopics(List.of(seen))));
            broker.createTopic(seen, 2);
            running.awaitReading(orders);
            running.order(orders, "alice", "1");
            running.awaitRead(1);
        }
    }

    private static byte[] value(int i) {
        return TestRoute.value("user-" + i, "id-" + i).getBytes(UTF_8);
    }
}
