package dev.tidings.diagnosis;

import static dev.tidings.diagnosis.DiagnosisClient.onlySession;
import static dev.tidings.diagnosis.DiagnosisClient.position;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Placement;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why did Alice not get it? The packaged application is asked, as a support engineer does. */
@TidingsTest
class DiagnosisIT {
    @Inject
    private static Issuer issuer;

    @Inject
    private static TestLog log;

    @Inject
    private static TidingsProcess tidings;

    private static DiagnosisClient admin;

    @BeforeAll
    static void start() {
        admin = DiagnosisClient.of(tidings, issuer);
    }

    private static TidingsClient connect(String user, String... groups) {
        return TidingsClient.connect(tidings, issuer.mint(user).groups(groups).sign());
    }

    @Test
    void anEventWasWrittenAndAcknowledged() {
        Instant before = Instant.now();
        try (TidingsClient alice = connect("alice")) {
            RecordMetadata written = log.event("alice", "written-1");
            assertThat(alice.next().getString("id")).isEqualTo("written-1");
            Instant received = Instant.now();
            JsonObject event = admin.event(position(written));
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
                    Boolean.TRUE.equals(onlySession(admin.event("written-1")).getBoolean("acknowledged")));
        }
    }

    @Test
    void anEventWaitsForAClientThatDoesNotRead() {
        String filler = "x".repeat(1_000);
        try (RawSocket slow = RawSocket.open(tidings, issuer.token("slow"))) {
            assertThat(slow.next().getString("type")).isEqualTo("tidings.welcome");
            for (int i = 0; i < 2_000; i++) {
                log.send(
                        Placement.MURMUR2,
                        "slow",
                        TestLog.cloudEvent("slow-" + i).replace("\"n\":1", "\"x\":\"" + filler + "\""));
            }
            log.flush();
            JsonObject last = admin.awaitVerdict(position(log.event("slow", "last")), "waiting");
            assertThat(onlySession(last).getString("because"))
                    .containsPattern("behind since \\S+, for \\d+ ms, with \\d+ records");
            assertThat(onlySession(admin.event("slow-0")).getString("verdict")).isEqualTo("written");
            JsonObject session = admin.ask("/api/admin/users/slow/sessions")
                    .getJsonArray("sessions")
                    .getJsonObject(0);
            assertThat(session.getJsonObject("behind").getLong("pendingBytes")).isPositive();
            for (int i = 0; i < 2_000; i++) {
                assertThat(slow.next().getString("id")).isEqualTo("slow-" + i);
            }
            assertThat(slow.next().getString("id")).isEqualTo("last");
            JsonObject written = onlySession(admin.event("last"));
            assertThat(written.getString("verdict")).isEqualTo("written");
            assertThat(written.getString("because")).contains("while the session was behind");
        }
    }

    @Test
    void anEventHadExpired() {
        try (TidingsClient client = connect("late")) {
            String expired = TestLog.cloudEvent("expired")
                    .replace("\"type\"", "\"expirytime\":\"2020-01-01T00:00:00Z\",\"type\"");
            RecordMetadata written = log.structured("late", expired);
            JsonObject event = admin.awaitVerdict(position(written), "expired");
            assertThat(event.getString("because")).contains("had expired when this pod read it");
            assertThat(onlySession(event).getString("verdict")).isEqualTo("expired");
            assertThat(event.getJsonObject("course").getInstant("expires"))
                    .isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
            assertThat(client.isQuiet()).isTrue();
        }
    }

    @Test
    void aRecordWasRejectedForItsValueOrForItsKey() {
        RecordMetadata body = log.plain("alice", "no json");
        RecordMetadata head = log.record(null, Map.of(), "{}".getBytes(UTF_8));
        assertThat(admin.awaitVerdict(position(body), "rejected").getString("because"))
                .contains("not-json");
        assertThat(admin.awaitVerdict(position(head), "rejected").getString("because"))
                .contains("no-key");
    }

    @Test
    void anEventHadNoSessionOfItsAudience() {
        RecordMetadata written = log.event("nobody", "for-nobody");
        JsonObject event = admin.awaitVerdict(position(written), "no-session-then");
        assertThat(event.getJsonArray("sessions")).isEmpty();
        try (TidingsClient late = connect("nobody")) {
            JsonObject session = onlySession(admin.awaitVerdict(position(written), "no-session-then"));
            assertThat(session.getString("verdict")).isEqualTo("session-began-later");
            assertThat(session.getString("because")).contains("none-given");
            assertThat(late.isQuiet()).isTrue();
        }
    }

    @Test
    void aClosedSessionIsRememberedWithItsEvents() {
        RecordMetadata first;
        String cursor;
        try (TidingsClient brief = connect("brief")) {
            first = log.event("brief", "got");
            assertThat(brief.next().getString("id")).isEqualTo("got");
            cursor = brief.cursor();
        }
        await().until(() -> admin.sessions("brief")
                .getJsonObject(0)
                .getJsonObject("session")
                .containsKey("closed"));
        RecordMetadata second = log.event("brief", "missed");
        assertThat(onlySession(admin.event(position(first))).getString("verdict"))
                .isEqualTo("written");
        JsonObject missed = onlySession(admin.awaitVerdict(position(second), "ended-before"));
        assertThat(missed.getString("because")).contains("ended before").contains("1000 client left");
        assertThat(missed.getJsonObject("session").getJsonObject("closed").getInteger("code"))
                .isEqualTo(1000);

        awaitTimeOfReading(second);
        try (TidingsClient again = TidingsClient.connect(tidings, issuer.token("brief"), cursor)) {
            assertThat(again.next().getString("id")).isEqualTo("missed");
            JsonObject event = admin.awaitVerdict(position(second), "written");
            assertThat(event.getString("because")).contains("1 written").contains("1 ended-before");
            assertThat(event.getJsonArray("sessions").getJsonObject(0).getString("because"))
                    .contains("resumed from a cursor before it");
            JsonArray sessions = admin.sessions("brief");
            assertThat(sessions).hasSize(2);
            assertThat(sessions.getJsonObject(0).getString("start")).isEqualTo("resumed");
            assertThat(sessions.getJsonObject(1).getString("start")).isEqualTo("none-given");
        }
    }

    /** Waits until the journal has a note after the event was read; without one, the latest time of the reading is now. */
    private static void awaitTimeOfReading(RecordMetadata written) {
        await().until(() -> {
            Instant asked = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            JsonObject course = admin.event(position(written)).getJsonObject("course");
            return Instant.parse(course.getJsonObject("read").getString("to")).isBefore(asked);
        });
    }

    @Test
    void anAnnouncementWasForAGroupThatTheUserIsNotIn() {
        try (TidingsClient in = connect("inside", "staff");
                TidingsClient out = connect("outside")) {
            RecordMetadata written = log.announce("group:staff", "staff-only");
            assertThat(in.next().getString("id")).isEqualTo("staff-only");
            String asked = position(written);
            assertThat(onlySession(admin.event(asked + "?user=inside")).getString("verdict"))
                    .isEqualTo("written");
            JsonObject outside = onlySession(admin.event(asked + "?user=outside"));
            assertThat(outside.getString("verdict")).isEqualTo("not-the-audience");
            assertThat(outside.getString("because")).contains("group:staff");
            assertThat(out.isQuiet()).isTrue();
        }
    }

    @Test
    void aMisplacedEventIsReportedAsMisplaced() {
        String user = "stray";
        int stray = log.strayPartition(user);
        RecordMetadata written = log.eventIn(stray, user, "misplaced");
        try (TidingsClient late = connect(user)) {
            JsonObject event = admin.awaitVerdict(position(written), "no-session-then");
            assertThat(event.getJsonObject("course").getBoolean("misplaced")).isTrue();
            assertThat(onlySession(event).getString("because")).contains("misplaced");
            assertThat(late.isQuiet()).isTrue();
        }
    }
}
