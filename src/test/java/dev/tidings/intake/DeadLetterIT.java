package dev.tidings.intake;

import static dev.tidings.intake.DeadLetterClient.PATH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.InstanceFactory;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What could not be mapped, asked for by an administrator of the packaged application. */
@TidingsTest
class DeadLetterIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    @Inject
    private static InstanceFactory instances;

    private static DeadLetterClient admin;

    @BeforeAll
    static void start() {
        admin = new DeadLetterClient(tidings, issuer);
    }

    private static void assertProblem(int status, Http.Answer answer, String... said) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(said);
    }

    private static String place(RecordMetadata written) {
        return written.partition() + "@" + written.offset();
    }

    /** As intake writes one. */
    private static RecordMetadata dead(String route, String reason, long offset, byte @Nullable [] value) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("tenant", "north");
        headers.put("tidings_reason", reason);
        headers.put("tidings_message", "amount: a text (expected: a number)");
        headers.put("tidings_route", route);
        headers.put("tidings_topic", "orders");
        headers.put("tidings_partition", "7");
        headers.put("tidings_offset", Long.toString(offset));
        headers.put("tidings_timestamp", "1767225600000");
        return log.broker().produce(log.deadLetters(), "customer-" + offset, headers, value);
    }

    private static List<String> positions(JsonObject answer) {
        List<String> positions = new ArrayList<>();
        JsonArray letters = answer.getJsonArray("deadLetters");
        for (int i = 0; i < letters.size(); i++) {
            positions.add(letters.getJsonObject(i).getString("position"));
        }
        return positions;
    }

    private static List<Instant> times(JsonObject answer) {
        return answer.getJsonArray("deadLetters").stream()
                .map(letter -> ((JsonObject) letter).getInstant("time"))
                .toList();
    }

    @Test
    void deadLettersAreListedNewestFirstWithoutTheirContent() {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            written.add(place(dead("listed", "expression", i, "secret".getBytes(UTF_8))));
        }
        JsonObject first = admin.get("?route=listed&limit=20");
        assertThat(positions(first)).hasSize(20);
        assertThat(times(first)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(first.encode()).doesNotContain("secret").doesNotContain("customer");
        JsonObject letter = first.getJsonArray("deadLetters").getJsonObject(0);
        assertThat(letter.getMap())
                .containsEntry("reason", "expression")
                .containsEntry("message", "amount: a text (expected: a number)")
                .containsEntry("route", "listed")
                .containsKey("keyBytes")
                .containsEntry("valueBytes", 6);
        assertThat(letter.getJsonObject("origin").getMap())
                .containsEntry("topic", "orders")
                .containsEntry("partition", 7)
                .containsKey("offset")
                .containsEntry("time", "2026-01-01T00:00:00Z");
        JsonObject rest = admin.get("?route=listed&limit=20&before=" + first.getString("next"));
        assertThat(positions(rest)).hasSize(10);
        assertThat(Stream.concat(positions(first).stream(), positions(rest).stream()))
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(times(first).get(19)).isAfterOrEqualTo(times(rest).get(0));
        assertThat(positions(admin.get("?route=nowhere"))).isEmpty();
        assertThat(positions(admin.get("?route=listed&reason=too-large"))).isEmpty();
        assertThat(positions(admin.get("?route=listed&topic=orders&reason=expression&limit=1")))
                .hasSize(1);
    }

    @Test
    void aDeadLetterIsShownWithKeyHeadersAndValue() {
        JsonObject text = admin.get("/" + place(dead("shown", "unreadable", 1, "{\"a\":".getBytes(UTF_8))));
        assertThat(text.getJsonObject("value").getString("text")).isEqualTo("{\"a\":");
        assertThat(text.getJsonObject("key").getString("text")).isEqualTo("customer-1");
        assertThat(text.getJsonArray("headers").getJsonObject(0).encode())
                .isEqualTo("{\"name\":\"tenant\",\"value\":{\"base64\":\"bm9ydGg=\",\"text\":\"north\"}}");
        assertThat(text.getJsonObject("deadLetter").getString("reason")).isEqualTo("unreadable");
        JsonObject bytes = admin.get("/" + place(dead("shown", "unreadable", 2, new byte[] {(byte) 0xff, 0})));
        assertThat(bytes.getJsonObject("value").encode()).isEqualTo("{\"base64\":\"/wA=\"}");
        assertThat(admin.get("/" + place(dead("shown", "unreadable", 3, null))).containsKey("value"))
                .isFalse();
    }

    @Test
    void aRetryHasTheKeyValueAndHeadersOfItsDeadLetter() {
        String place = place(dead("healed", "no-route", 4711, "value".getBytes(UTF_8)));
        Http.Answer answer = admin.post("/" + place + "/retry");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonObject retried =
                new JsonObject(answer.body()).getJsonArray("retried").getJsonObject(0);
        assertThat(retried.getString("position")).isEqualTo(place);
        Committed retry = retries("healed").get(0);
        assertThat(retried.getString("retry"))
                .isEqualTo(log.retries() + "-" + retry.partition() + "@" + retry.offset());
        assertThat(retry.key()).isEqualTo("customer-4711");
        assertThat(retry.value()).isEqualTo("value".getBytes(UTF_8));
        assertThat(retry.headers())
                .containsEntry("tenant", "north")
                .containsEntry("tidings_route", "healed")
                .containsEntry("tidings_topic", "orders")
                .containsEntry("tidings_partition", "7")
                .containsEntry("tidings_offset", "4711")
                .containsEntry("tidings_timestamp", "1767225600000");
    }

    @Test
    void deadLettersOfARouteAreRetriedInPages() {
        for (int i = 0; i < 5; i++) {
            dead("bulk", "expression", i, new byte[] {(byte) i});
        }
        dead("another", "expression", 6, new byte[1]);
        Http.Answer first = admin.post("/retry?route=bulk&limit=3");
        assertThat(first.status()).as(first.body()).isEqualTo(202);
        JsonObject page = new JsonObject(first.body());
        assertThat(page.getJsonArray("retried")).hasSize(3);
        Http.Answer rest = admin.post("/retry?route=bulk&limit=3&before=" + page.getString("next"));
        assertThat(new JsonObject(rest.body()).getJsonArray("retried")).hasSize(2);
        assertThat(retries("bulk"))
                .extracting(retry -> (int) Objects.requireNonNull(retry.value())[0])
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
        assertThat(retries("another")).isEmpty();
        assertProblem(400, admin.post("/retry"), "at least one of topic, route, reason");
    }

    @Test
    void aMissingOrForeignDeadLetterIsReported() {
        RecordMetadata strange =
                log.broker().produce(log.deadLetters(), "strange", Map.of("tidings_route", "r"), new byte[1]);
        assertProblem(409, admin.post("/" + place(strange) + "/retry"), "tidings_topic");
        assertThat(admin.get("/" + place(strange)).getJsonObject("deadLetter").containsKey("origin"))
                .isFalse();
        assertProblem(404, admin.ask("/0@999999"), "0@999999");
        assertProblem(404, admin.ask("/9@0"), "partition: 9 (expected: 0 to 1");
        assertProblem(404, admin.post("/9@0/retry"), "partition: 9");
        assertProblem(400, admin.ask("/x@1"), "<partition>@<offset>");
        assertProblem(400, admin.ask("?reason=bad"), "unreadable", "no-route");
        assertProblem(400, admin.ask("?limit=0"), "limit: 0 (expected: 1 to 200)");
        assertProblem(400, admin.ask("?limit=many"), "limit: many");
        assertProblem(400, admin.ask("?before=x"), "dead letter: x");
    }

    @Test
    void deadLettersDeletedByRetentionAreAnswered410() {
        TestLog own = TestLog.create();
        try (TidingsProcess other =
                own.readBy(instances.named("dead-letters-gone")).startReady()) {
            RecordMetadata first = own.broker().produce(own.deadLetters(), "k", Map.of(), new byte[1]);
            own.broker().produce(own.deadLetters(), "k", Map.of(), new byte[1]);
            own.broker().deleteRecordsBefore(own.deadLetters(), first.partition(), 1);
            DeadLetterClient there = new DeadLetterClient(other, issuer);
            assertProblem(410, there.ask("/" + place(first)), first.partition() + "@1 or later");
            assertThat(there.post("/" + place(first) + "/retry").status()).isEqualTo(410);
            own.broker().deleteTopic(own.deadLetters());
            await().untilAsserted(() -> assertProblem(404, there.ask(""), "does not exist"));
        }
    }

    @Test
    void onlyAnAdminMayReadAndRetryDeadLetters() {
        for (String path : List.of("", "/0@0")) {
            assertThat(Http.get(tidings.http(PATH + path)).status()).isEqualTo(401);
            assertThat(Http.get(tidings.http(PATH + path), "Authorization", "Bearer " + issuer.token("alice"))
                            .status())
                    .isEqualTo(403);
        }
        for (String path : List.of("/0@0/retry", "/retry?route=x")) {
            assertThat(Http.post(tidings.http(PATH + path), "application/json", "")
                            .status())
                    .isEqualTo(401);
            assertThat(Http.post(
                                    tidings.http(PATH + path),
                                    "application/json",
                                    "",
                                    "Authorization",
                                    "Bearer "
                                            + issuer.mint("shop")
                                                    .groups("tidings-publisher")
                                                    .sign())
                            .status())
                    .isEqualTo(403);
        }
    }

    private static List<Committed> retries(String route) {
        return Committed.all(log.broker().bootstrapServers(), log.retries()).stream()
                .filter(retry -> route.equals(retry.headers().get("tidings_route")))
                .toList();
    }
}
