package dev.tidings.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Broker;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kafka is away: publishers hear of it, nothing hangs, nobody else is held up. */
@TidingsTest
class PublishOutageIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static InstanceFactory instances;

    private static Http.Answer post(TidingsProcess tidings, String id, String... headers) {
        return new PublishClient(tidings, issuer)
                .post(PublishClient.STRUCTURED, PublishClient.event(id, "alice"), headers);
    }

    @Test
    void anEventIsAcceptedOnlyOnceKafkaHasAcknowledgedIt() {
        try (Broker broker = Broker.own();
                TidingsProcess tidings = TestLog.create(broker)
                        .readBy(instances.named("publish-outage"))
                        .env("TIDINGS_PUBLISH_TIMEOUT", "2s")
                        .env("TIDINGS_PUBLISH_MAX_PENDING_BYTES", "3000")
                        .startReady()) {
            assertThat(post(tidings, "before").status()).isEqualTo(202);
            broker.stop();

            long began = System.nanoTime();
            List<CompletableFuture<Http.Answer>> asked = IntStream.range(0, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(tidings, "during-" + i)))
                    .toList();
            asked.forEach(each -> {
                Http.Answer answer = each.join();
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
                assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            });
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
            assertThat(asked.stream().map(each -> each.join().body()).filter(body -> body.contains("max-pending")))
                    .as("more than may be on its way is not even tried")
                    .isNotEmpty();
            assertThat(Http.get(tidings.http("/q/health/live")).status()).isEqualTo(200);
            assertThat(post(tidings, "key", "Idempotency-Key", "k").status()).isEqualTo(503);

            broker.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> post(tidings, "key", "Idempotency-Key", "k").status() == 202);
            await().untilAsserted(() ->
                    assertThat(tidings.metric("tidings_publish_pending_bytes")).isZero());
            assertThat(tidings.metric("tidings_publish_requests_total", "outcome", "unavailable"))
                    .isGreaterThanOrEqualTo(7);
            assertThat(tidings.log()).doesNotContain("\tat ", "\"frames\"");
        }
    }

    @Test
    void publishingMayBeTurnedOff() {
        try (TidingsProcess tidings = instances
                .named("publish-off")
                .env("TIDINGS_PUBLISH_ENABLED", "false")
                .startReady()) {
            Http.Answer answer = post(tidings, "1");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body()).contains("tidings.publish.enabled");
        }
    }
}
