package dev.tidings.publish;

import static dev.tidings.publish.PublishClient.STRUCTURED;
import static dev.tidings.publish.PublishClient.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service without Kafka publishes by REST, and its events arrive. */
@TidingsTest
class PublishIT {
    private static final String BATCH = "application/cloudevents-batch+json";

    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    private static PublishClient shop;

    @BeforeAll
    static void start() {
        shop = new PublishClient(tidings, issuer);
    }

    private static JsonArray accepted(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        return new JsonObject(answer.body()).getJsonArray("events");
    }

    private static JsonObject problem(int status, Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        return problem;
    }

    private static TidingsClient connect(String user, String... groups) {
        return TidingsClient.connect(tidings, issuer.mint(user).groups(groups).sign());
    }

    @Test
    void aServiceWithoutAUserMayPublishButNotConnect() {
        String token = issuer.mint("nobody")
                .without("sub")
                .without("sid")
                .claim("client_id", "billing")
                .groups("tidings-publisher")
                .sign();
        accepted(shop.postAs(token, STRUCTURED, event("of-a-service", "alice")));
        Http.Answer answer = Http.get(tidings.http("/api/connect"), "Authorization", "Bearer " + token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("the claim sub, which names the user, is missing");
    }

    @Test
    void anEventArrivesAndIsFoundByItsPosition() {
        try (TidingsClient alice = connect("alice");
                TidingsClient bob = connect("bob")) {
            JsonArray written = accepted(shop.post(STRUCTURED, event("live-1", "alice")));
            JsonObject event = alice.next();
            assertThat(event.getString("id")).isEqualTo("live-1");
            assertThat(event.getJsonObject("data").getInteger("n")).isEqualTo(1);
            assertThat(event.containsKey("audience")).isFalse();
            assertThat(bob.isQuiet()).isTrue();
            JsonObject where = written.getJsonObject(0);
            assertThat(where.getString("id")).isEqualTo("live-1");
            assertThat(where.getString("topic")).isEqualTo(log.notifications());
            assertThat(where.getString("position"))
                    .isEqualTo(
                            log.notifications() + "-" + where.getInteger("partition") + "@" + where.getLong("offset"));
            String admin = issuer.mint("root").groups("tidings-admin").sign();
            Http.Answer trail = Http.get(
                    tidings.http("/api/admin/events/" + where.getString("position")),
                    "Authorization",
                    "Bearer " + admin);
            assertThat(trail.body()).contains("\"id\":\"live-1\"", "\"audience\":\"alice\"");
        }
        assertThat(tidings.metric("tidings_records_misplaced_total")).isZero();
    }

    @Test
    void binaryModeArrivesAsTheSameEvent() {
        try (TidingsClient carol = connect("carol")) {
            accepted(shop.post(
                    "application/json",
                    "{\"order\": 4711}",
                    "ce-specversion",
                    "1.0",
                    "ce-id",
                    "binary-1",
                    "CE-Source",
                    "/orders",
                    "ce-type",
                    "shipped",
                    "ce-subject",
                    "Gr%C3%BC%C3%9Fe",
                    "ce-audience",
                    "user:carol"));
            JsonObject event = carol.next();
            assertThat(event.getString("id")).isEqualTo("binary-1");
            assertThat(event.getString("source")).isEqualTo("/orders");
            assertThat(event.getString("subject")).isEqualTo("Grüße");
            assertThat(event.getJsonObject("data").getInteger("order")).isEqualTo(4711);
        }
    }

    @Test
    void aBatchReachesUsersGroupsAndEveryone() {
        try (TidingsClient dave = connect("dave", "staff")) {
            String batch = Stream.of(
                            event("batch-1", "dave"), event("batch-2", "group:staff"), event("batch-3", "everyone"))
                    .toList()
                    .toString();
            JsonArray written = accepted(shop.post(BATCH, batch));
            assertThat(written).hasSize(3);
            assertThat(written.getJsonObject(1).getString("topic")).isEqualTo(log.announcements());
            assertThat(dave.nextIds(3)).containsExactlyInAnyOrder("batch-1", "batch-2", "batch-3");
        }
    }

    @Test
    void aUserMayBeNamedLikeAGroupOrEveryone() {
        try (TidingsClient everyone = connect("everyone");
                TidingsClient group = connect("group:x");
                TidingsClient other = connect("erin")) {
            accepted(shop.post(STRUCTURED, event("named-1", "user:everyone")));
            accepted(shop.post(STRUCTURED, event("named-2", "user:group:x")));
            assertThat(everyone.next().getString("id")).isEqualTo("named-1");
            assertThat(group.next().getString("id")).isEqualTo("named-2");
            assertThat(other.isQuiet()).isTrue();
        }
    }

    @Test
    void aBatchWithOneInvalidEventIsNotWritten() {
        try (TidingsClient frank = connect("frank")) {
            String batch = List.of(event("never", "frank"), "{\"specversion\":\"1.0\"}")
                    .toString();
            assertThat(problem(400, shop.post(BATCH, batch)).getString("detail"))
                    .isEqualTo("event 1: id: missing (expected: a text)");
            assertThat(frank.isQuiet()).isTrue();
        }
    }

    @Test
    void anInvalidRequestIsAnsweredWithProblemDetails() {
        assertThat(problem(400, shop.post(STRUCTURED, TestLog.cloudEvent("1"))).getString("detail"))
                .isEqualTo("audience: missing (expected: a text)");
        assertThat(problem(400, shop.post(STRUCTURED, "")).getString("detail")).startsWith("body: ");
        assertThat(problem(415, shop.post("application/json", "{}")).getString("detail"))
                .startsWith("Content-Type: application/json (expected: ");
        assertThat(problem(415, shop.post("application/cloudevents+avro", "{}")).getString("detail"))
                .contains("application/cloudevents+json");
        String large = event("large", "alice").replace("\"n\":1", "\"x\":\"" + "x".repeat(262_144) + "\"");
        assertThat(problem(413, shop.post(STRUCTURED, large)).getString("detail"))
                .contains("tidings.tail.max-event-size");
        String many = IntStream.range(0, 501)
                .mapToObj(i -> event("m" + i, "a"))
                .toList()
                .toString();
        assertThat(problem(413, shop.post(BATCH, many)).getString("detail")).contains("tidings.publish.max-batch");
        assertThat(shop.post(STRUCTURED, "x".repeat(600_000)).status()).isEqualTo(413);
    }

    @Test
    void onlyAPublisherMayPublish() {
        String body = event("forbidden", "alice");
        assertThat(Http.post(tidings.http("/api/events"), STRUCTURED, body).status())
                .isEqualTo(401);
        assertThat(shop.postAs("garbage", STRUCTURED, body).status()).isEqualTo(401);
        assertThat(shop.postAs(issuer.token("alice"), STRUCTURED, body).status())
                .isEqualTo(403);
        String admin = issuer.mint("root").groups("tidings-admin").sign();
        assertThat(shop.postAs(admin, STRUCTURED, body).status()).isEqualTo(403);
    }

    @Test
    void aRepeatedIdempotencyKeyGetsTheFirstAnswer() {
        try (TidingsClient gina = connect("gina")) {
            String body = event("once", "gina");
            Http.Answer first = shop.post(STRUCTURED, body, "Idempotency-Key", "\"order-4711\"");
            accepted(first);
            Http.Answer again = shop.post(STRUCTURED, body, "Idempotency-Key", "\"order-4711\"");
            assertThat(accepted(again)).isEqualTo(accepted(first));
            problem(422, shop.post(STRUCTURED, event("other", "gina"), "Idempotency-Key", "\"order-4711\""));
            problem(400, shop.post(STRUCTURED, body, "Idempotency-Key", "\"\""));
            accepted(shop.post(STRUCTURED, event("last", "gina"), "Idempotency-Key", "order-4712"));
            assertThat(gina.nextIds(2)).containsExactly("once", "last");
        }
        assertThat(tidings.metric("tidings_publish_requests_total", "outcome", "repeated"))
                .isGreaterThanOrEqualTo(1);
        assertThat(tidings.metric("tidings_publish_remembered_bytes")).isPositive();
    }

    @Test
    void aRequestWithReturnMinimalGetsNoBody() {
        String body = event("minimal", "alice");
        for (int attempt = 0; attempt < 2; attempt++) {
            Http.Answer answer = shop.post(
                    STRUCTURED, body, "Idempotency-Key", "minimal", "Prefer", "wait=5; x, Return=\"minimal\"");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("Content-Type")).isEmpty();
            assertThat(answer.header("Preference-Applied")).isEqualTo("return=minimal");
        }
        accepted(shop.post(STRUCTURED, body, "Idempotency-Key", "minimal"));
        problem(400, shop.post(STRUCTURED, "{}", "Prefer", "return=minimal"));
    }

    @Test
    void concurrentRequestsAreAllWrittenAndReleaseTheirBytes() {
        try (TidingsClient henry = connect("henry")) {
            double before = tidings.metric("tidings_publish_events_total");
            List<Integer> statuses = IntStream.range(0, 100)
                    .parallel()
                    .mapToObj(i ->
                            shop.post(STRUCTURED, event("many-" + i, "henry")).status())
                    .toList();
            assertThat(statuses).containsOnly(202);
            assertThat(henry.nextIds(100)).doesNotHaveDuplicates();
            assertThat(tidings.metric("tidings_publish_events_total") - before).isGreaterThanOrEqualTo(100);
            await().untilAsserted(() ->
                    assertThat(tidings.metric("tidings_publish_pending_bytes")).isZero());
        }
    }
}
