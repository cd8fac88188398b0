package dev.tidings.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why did Alice not get it? Asked of the packaged application, as a support engineer does. */
class DiagnosisIT {
    private static final TestLog LOG = TestLog.create();
    private static Issuer issuer;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        tidings = LOG.readBy(TidingsProcess.named("trail").issuer(issuer)).startReady();
        await().until(() -> get("/api/admin/users/warm/sessions", admin()).status() == 200);
    }

    @AfterAll
    static void stop() {
        List<String> errors = tidings.log("ERROR");
        tidings.close();
        issuer.close();
        assertThat(errors).isEmpty();
    }

    private static String admin() {
        return issuer.mint("root").groups("tidings-admin").sign();
    }

    private static Http.Answer get(String path, String token) {
        return Http.get(tidings.http(path), "Authorization", "Bearer " + token);
    }

    private static JsonObject ask(String path) {
        Http.Answer answer = get(path, admin());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"n\":1").doesNotContain("eyJ");
        return new JsonObject(answer.body());
    }

    /** The one event that the answer is about. */
    private static JsonObject event(String asked) {
        JsonObject answer = ask("/api/admin/events/" + asked);
        assertThat(answer.getString("pod")).isNotBlank();
        assertThat(answer.getJsonArray("events")).hasSize(1);
        return answer.getJsonArray("events").getJsonObject(0);
    }

    /** As a producer logs it. */
    private static String position(RecordMetadata written) {
        return written.toString();
    }

    private static JsonObject awaitVerdict(String asked, String verdict) {
        await().untilAsserted(
                        () -> assertThat(event(asked).getString("verdict")).isEqualTo(verdict));
        return event(asked);
    }

    private static JsonObject onlySession(JsonObject event) {
        assertThat(event.getJsonArray("sessions")).as(event.encodePrettily()).hasSize(1);
        return event.getJsonArray("sessions").getJsonObject(0);
    }

    private static TidingsClient connect(String user, String... groups) {
        return TidingsClient.connect(tidings, issuer.mint(user).groups(groups).sign());
    }

    @Test
    void itWasWrittenAndAcknowledged() {
        Instant before = Instant.now();
        try (TidingsClient alice = connect("alice")) {
            RecordMetadata written = LOG.event("alice", "written-1");
            assertThat(alice.next().getString("id")).isEqualTo("written-1");
            Instant received = Instant.now();
            JsonObject event = event(position(written));
            assertThat(event.getString("verdict")).isEqualTo("written");
            assertThat(event.getString("position"))
                    .isEqualTo("notifications-" + written.partition() + "@" + written.offset());
            assertThat(event.getJsonObject("event").getMap())
                    .containsEntry("id", "written-1")
                    .containsEntry("source", "/test")
                    .containsEntry("type", "test")
                    .containsEntry("audience", "alice");
            JsonObject session = onlySession(event);
            assertThat(session.getString("verdict")).isEqualTo("written");
            assertThat(session.containsKey("acknowledged")).isFalse();
            assertThat(session.getJsonObject("session").getString("login")).isEqualTo("session-of-alice");
            assertThat(session.getJsonObject("written").getInstant("from")).isBefore(received);
            assertThat(session.getJsonObject("written").getInstant("to")).isAfter(before);

            alice.socket()
                    .send(new JsonObject()
                            .put("specversion", "1.0")
                            .put("id", "1")
                            .put("source", "/client")
                            .put("type", "tidings.ack")
                            .put("data", new JsonObject().put("cursor", alice.cursor()))
                            .encode());
            await().until(() ->
                    Boolean.TRUE.equals(onlySession(event("written-1")).getBoolean("acknowledged")));
        }
    }

    @Test
    void itWaitsForAClientThatDoesNotRead() {
        String filler = "x".repeat(1_000);
        try (RawSocket slow = RawSocket.open(tidings, issuer.token("slow"))) {
            assertThat(slow.next().getString("type")).isEqualTo("tidings.welcome");
            for (int i = 0; i < 2_000; i++) {
                LOG.send(
                        Placement.MURMUR2,
                        "slow",
                        TestLog.cloudEvent("slow-" + i).replace("\"n\":1", "\"x\":\"" + filler + "\""));
            }
            LOG.flush();
            JsonObject last = awaitVerdict(position(LOG.event("slow", "last")), "waiting");
            assertThat(onlySession(last).getString("because"))
                    .containsPattern("behind since \\S+, for \\d+ ms, with \\d+ records");
            assertThat(onlySession(event("slow-0")).getString("verdict")).isEqualTo("written");
            JsonObject session = ask("/api/admin/users/slow/sessions")
                    .getJsonArray("sessions")
                    .getJsonObject(0);
            assertThat(session.getJsonObject("behind").getLong("pendingBytes")).isPositive();
            for (int i = 0; i < 2_000; i++) {
                assertThat(slow.next().getString("id")).isEqualTo("slow-" + i);
            }
            assertThat(slow.next().getString("id")).isEqualTo("last");
            JsonObject written = onlySession(event("last"));
            assertThat(written.getString("verdict")).isEqualTo("written");
            assertThat(written.getString("because")).contains("while the session was behind");
        }
    }

    @Test
    void itHadExpired() {
        try (TidingsClient client = connect("late")) {
            String expired = TestLog.cloudEvent("expired")
                    .replace("\"type\"", "\"expirytime\":\"2020-01-01T00:00:00Z\",\"type\"");
            RecordMetadata written = LOG.structured("late", expired);
            JsonObject event = awaitVerdict(position(written), "expired");
            assertThat(event.getString("because")).contains("had expired when this pod read it");
            assertThat(onlySession(event).getString("verdict")).isEqualTo("expired");
            assertThat(event.getJsonObject("course").getInstant("expires"))
                    .isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
            assertThat(client.isQuiet()).isTrue();
        }
    }

    @Test
    void itWasRejectedForWhatIsInItOrForItsHead() {
        RecordMetadata body = LOG.plain("alice", "no json");
        RecordMetadata head = LOG.record(null, Map.of(), "{}".getBytes(UTF_8));
        assertThat(awaitVerdict(position(body), "rejected").getString("because"))
                .contains("not-json");
        assertThat(awaitVerdict(position(head), "rejected").getString("because"))
                .contains("no-key");
    }

    @Test
    void nobodyOfItsAudienceWasHere() {
        RecordMetadata written = LOG.event("nobody", "for-nobody");
        JsonObject event = awaitVerdict(position(written), "no-session-then");
        assertThat(event.getJsonArray("sessions")).isEmpty();
        try (TidingsClient late = connect("nobody")) {
            JsonObject session = onlySession(awaitVerdict(position(written), "no-session-then"));
            assertThat(session.getString("verdict")).isEqualTo("session-began-later");
            assertThat(session.getString("because")).contains("none-given");
            assertThat(late.isQuiet()).isTrue();
        }
    }

    @Test
    void aSessionThatEndedIsRememberedWithWhatItGot() {
        RecordMetadata first;
        String cursor;
        try (TidingsClient brief = connect("brief")) {
            first = LOG.event("brief", "got");
            assertThat(brief.next().getString("id")).isEqualTo("got");
            cursor = brief.cursor();
        }
        await().until(() ->
                sessions("brief").getJsonObject(0).getJsonObject("session").containsKey("closed"));
        RecordMetadata second = LOG.event("brief", "missed");
        assertThat(onlySession(event(position(first))).getString("verdict")).isEqualTo("written");
        JsonObject missed = onlySession(awaitVerdict(position(second), "ended-before"));
        assertThat(missed.getString("because")).contains("ended before").contains("1000 client left");
        assertThat(missed.getJsonObject("session").getJsonObject("closed").getInteger("code"))
                .isEqualTo(1000);

        try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("brief"), cursor)) {
            assertThat(again.next().getString("id")).isEqualTo("missed");
            JsonObject event = awaitVerdict(position(second), "written");
            assertThat(event.getString("because")).contains("1 written").contains("1 ended-before");
            assertThat(event.getJsonArray("sessions").getJsonObject(0).getString("because"))
                    .contains("resumed from a cursor before it");
            JsonArray sessions = sessions("brief");
            assertThat(sessions).hasSize(2);
            assertThat(sessions.getJsonObject(0).getString("start")).isEqualTo("resumed");
            assertThat(sessions.getJsonObject(1).getString("start")).isEqualTo("none-given");
        }
    }

    private static JsonArray sessions(String user) {
        return ask("/api/admin/users/" + user + "/sessions").getJsonArray("sessions");
    }

    @Test
    void anAnnouncementWasForAGroupThatTheUserIsNotIn() {
        try (TidingsClient in = connect("inside", "staff");
                TidingsClient out = connect("outside")) {
            RecordMetadata written = LOG.announce("group:staff", "staff-only");
            assertThat(in.next().getString("id")).isEqualTo("staff-only");
            String asked = position(written);
            assertThat(onlySession(event(asked + "?user=inside")).getString("verdict"))
                    .isEqualTo("written");
            JsonObject outside = onlySession(event(asked + "?user=outside"));
            assertThat(outside.getString("verdict")).isEqualTo("not-the-audience");
            assertThat(outside.getString("because")).contains("group:staff");
            assertThat(out.isQuiet()).isTrue();
        }
    }

    @Test
    void aMisplacedEventSaysSo() {
        String user = "stray";
        byte[] key = user.getBytes(UTF_8);
        int stray = IntStream.range(0, 4)
                .filter(i -> i != Placement.MURMUR2.partition(key, 4) && i != Placement.CRC32.partition(key, 4))
                .findFirst()
                .orElseThrow();
        RecordMetadata written = LOG.eventIn(stray, user, "misplaced");
        try (TidingsClient late = connect(user)) {
            JsonObject event = awaitVerdict(position(written), "no-session-then");
            assertThat(event.getJsonObject("course").getBoolean("misplaced")).isTrue();
            assertThat(onlySession(event).getString("because")).contains("misplaced");
            assertThat(late.isQuiet()).isTrue();
        }
    }

    @Test
    void anIdWithAnyCharactersIsFound() {
        String id = "urn:a/b c?d@e%f";
        LOG.event("ids", id);
        awaitVerdict(URLEncoder.encode(id, UTF_8).replace("+", "%20"), "no-session-then");
    }

    @Test
    void whatThisPodDoesNotHoldIsNotFoundAndSaysWhy() {
        RecordMetadata written = LOG.event("edge", "edge");
        awaitVerdict("edge", "no-session-then");
        String partition = "notifications-" + written.partition();
        assertProblem(404, "/events/" + partition + "@1000000", "the end of the log");
        assertProblem(404, "/events/notifications-77@0", "expected: notifications-0 to notifications-3");
        assertProblem(404, "/events/no-such-event", "id: no-such-event", "records that this pod holds");
    }

    @Test
    void aWrongQuestionSaysWhatWasExpected() {
        assertProblem(400, "/events/notifications-x@12", "notifications-x@12", "<topic>-<partition>@<offset>");
        assertProblem(400, "/events/announcements-0@-1", "announcements-0@-1", "<topic>-<partition>@<offset>");
    }

    private static void assertProblem(int status, String path, String... said) {
        Http.Answer answer = get("/api/admin" + path, admin());
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(said);
    }

    @Test
    void onlyAnAdminMayAsk() {
        for (String path : List.of("/api/admin/events/4711", "/api/admin/users/alice/sessions")) {
            assertThat(Http.get(tidings.http(path)).status()).isEqualTo(401);
            assertThat(get(path, "garbage").status()).isEqualTo(401);
            assertThat(get(path, issuer.token("alice")).status()).isEqualTo(403);
            assertThat(get(path, issuer.mint("alice").groups("staff").sign()).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aUserWithSlashesIsNamedAsInTheRecordsKey() {
        try (TidingsClient dan = connect("partners/dan b")) {
            JsonObject answer = ask("/api/admin/users/partners/dan%20b/sessions");
            assertThat(answer.getString("user")).isEqualTo("partners/dan b");
            JsonObject session = answer.getJsonArray("sessions").getJsonObject(0);
            assertThat(session.getJsonObject("session").getString("state")).isEqualTo("open");
            assertThat(session.getJsonArray("places").getJsonObject(0).getString("partition"))
                    .startsWith("notifications-");
            assertThat(dan.isQuiet()).isTrue();
        }
    }

    @Test
    void whatIsRememberedIsCounted() {
        connect("counted").close();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(tidings.metric("tidings_sessions_remembered")).isPositive();
            assertThat(tidings.metric("tidings_window_journal_bytes")).isBetween(1.0, 1_048_576.0);
        });
    }
}
