package dev.tidings.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The broker goes away in the middle, and comes back. */
class IntakeOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.own(0, Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Stage stage(String orders) {
        return new Stage(broker)
                .with("tidings.intake.transaction-timeout", "PT3S")
                .routes(TestRoutes.of(TestRoute.named("orders"), orders));
    }

    @Test
    void aBrokerOutageLosesAndRepeatsNoRecord() {
        String orders = broker.newTopic("orders", 3);
        try (Stage running = stage(orders).startFollowing(orders)) {
            Orders sent = new Orders(broker, List.of(orders), 30_000, 6_000, new Random(7));
            Thread writing = new Thread(sent, "orders");
            writing.start();
            running.awaitRead(8_000);
            broker.stop();
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            broker.start();
            await().atMost(PATIENCE).until(() -> !writing.isAlive());
            await().atMost(PATIENCE)
                    .until(() -> running.log().size() >= 30_000
                            && running.deadLetters().size() >= sent.bad().size());
            assertThat(running.log()).extracting(Committed::id).hasSize(30_000).doesNotHaveDuplicates();
            assertThat(running.deadLetters())
                    .extracting(Committed::text)
                    .containsExactlyInAnyOrderElementsOf(sent.bad());
            await().atMost(PATIENCE).until(() -> running.thread().status() instanceof IntakeStatus.Following);
        }
    }
}
