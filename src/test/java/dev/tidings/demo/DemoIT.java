package dev.tidings.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Http.Answer;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind the page. */
@TidingsTest(settings = {"TIDINGS_DEMO_ENABLED=true", "TIDINGS_DEMO_PASSWORD=any"})
class DemoIT {
    private static final String JSON = "application/json";

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Inject
    private static InstanceFactory instances;

    @Test
    void theDemoIsOffByDefault() {
        try (TidingsProcess off =
                log.readBy(TidingsProcess.named("demo-off").issuer(issuer)).start()) {
            for (String path : List.of("/", "/page.js", "/tidings.js", "/demo/config", "/demo/events")) {
                assertThat(Http.get(off.http(path)).status()).as(path).isEqualTo(404);
            }
            assertThat(Http.post(off.http("/demo/sign-in"), JSON, "{\"name\":\"alice\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhereAndIsRevalidated() {
        Answer page = Http.get(tidings.http("/"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(Http.get(tidings.http("/"), "If-None-Match", page.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void aPersonSignsInAtTheIssuerThroughTheServer() {
        JsonObject tokens = new JsonObject(signIn("alice").body());
        assertThat(tokens.getString("access_token")).isNotBlank();
        assertThat(tokens.getInteger("expires_in")).isEqualTo(300);
    }

    @Test
    void anEventForAUserIsACloudEventWithTheUserAsKey() {
        Answer answer = publish("{\"audience\":\"user:bob\",\"type\":\"t\",\"data\":{\"title\":\"Hello\"}}");
        ConsumerRecord<byte[], byte[]> written = written(log.notifications(), answer);
        JsonObject event = new JsonObject(new String(written.value(), StandardCharsets.UTF_8));
        assertThat(written.key()).asString().isEqualTo("bob");
        assertThat(event.getString("source")).isEqualTo("/demo/users/alice");
        assertThat(event.getString("type")).isEqualTo("t");
        assertThat(event.getString("id")).isEqualTo(new JsonObject(answer.body()).getString("id"));
        assertThat(event.getJsonObject("data").getString("title")).isEqualTo("Hello");
        assertThat(event.getInstant("time").toEpochMilli()).isEqualTo(written.timestamp());
    }

    @Test
    void anAnnouncementHasItsAudienceAsKey() {
        Answer toGroup = publish("{\"audience\":\"group:staff\",\"data\":1}");
        Answer toEveryone = publish("{\"audience\":\"everyone\",\"data\":1}");
        assertThat(written(log.announcements(), toGroup).key()).asString().isEqualTo("group:staff");
        assertThat(written(log.announcements(), toEveryone).key()).asString().isEqualTo("everyone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"data\":1}",
                "{\"audience\":\"everyone\"}",
                "{\"audience\":\"user:\",\"data\":1}",
                "{\"audience\":\"group: \",\"data\":1}",
                "{\"audience\":\"alice\",\"data\":1}",
                "{\"audience\":7,\"data\":1}",
            })
    void anInvalidEventIsAnsweredWithProblemDetails(String body) {
        Answer answer = publish(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains("expected: ");
    }

    @Test
    void anEventLargerThanTheLimitIsRefused() {
        String body = "{\"audience\":\"everyone\",\"data\":\"" + "x".repeat(70_000) + "\"}";
        assertThat(publish(body).status()).isEqualTo(413);
    }

    @Test
    void publishingNeedsAToken() {
        Answer answer = Http.post(tidings.http("/demo/events"), JSON, "{\"audience\":\"everyone\",\"data\":1}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void anUnavailableBrokerIsAnsweredWithProblemDetails() {
        try (TidingsProcess alone = instances
                .named("demo-no-kafka")
                .env("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
                .env("TIDINGS_DEMO_PATIENCE", "200MS")
                .start()) {
            Answer answer = publish(alone, "{\"audience\":\"everyone\",\"data\":1}");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
    }

    private static Answer signIn(String name) {
        return Http.post(tidings.http("/demo/sign-in"), JSON, new JsonObject(Map.of("name", name)).encode());
    }

    private static Answer publish(String body) {
        return publish(tidings, body);
    }

    private static Answer publish(TidingsProcess to, String body) {
        return Http.post(to.http("/demo/events"), JSON, body, "Authorization", "Bearer " + issuer.token("alice"));
    }

    private static ConsumerRecord<byte[], byte[]> written(String topic, Answer answer) {
        assertThat(answer.status()).isEqualTo(202);
        JsonObject position = new JsonObject(answer.body());
        TopicPartition partition = new TopicPartition(topic, position.getInteger("partition"));
        Map<String, Object> settings = Map.of("bootstrap.servers", log.broker().bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, position.getLong("offset"));
            return consumer.poll(Duration.ofSeconds(10)).records(partition).get(0);
        }
    }
}
