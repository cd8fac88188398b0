package dev.tidings.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.TidingsTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests to the diagnosis: which are answered, and how the others are refused. */
@TidingsTest
class DiagnosisRequestIT {
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

    @Test
    void anIdWithAnyCharactersIsFound() {
        String id = "urn:a/b c?d@e%f";
        log.event("ids", id);
        admin.awaitVerdict(URLEncoder.encode(id, UTF_8).replace("+", "%20"), "no-session-then");
    }

    @Test
    void anEventOutsideOfTheWindowIsNotFoundAndTheAnswerSaysWhy() {
        RecordMetadata written = log.event("edge", "edge");
        admin.awaitVerdict("edge", "no-session-then");
        String partition = "notifications-" + written.partition();
        assertProblem(404, "/events/" + partition + "@1000000", "the end of the log");
        assertProblem(404, "/events/notifications-77@0", "expected: notifications-0 to notifications-3");
        assertProblem(404, "/events/no-such-event", "id: no-such-event", "records that this pod holds");
    }

    @Test
    void aMalformedPositionIsRefusedWithTheExpectedForm() {
        assertProblem(400, "/events/notifications-x@12", "notifications-x@12", "<topic>-<partition>@<offset>");
        assertProblem(400, "/events/announcements-0@-1", "announcements-0@-1", "<topic>-<partition>@<offset>");
    }

    private static void assertProblem(int status, String path, String... said) {
        Http.Answer answer = admin.get("/api/admin" + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(said);
    }

    @Test
    void onlyAnAdminMayUseDiagnosis() {
        for (String path : List.of("/api/admin/events/4711", "/api/admin/users/alice/sessions")) {
            assertThat(Http.get(tidings.http(path)).status()).isEqualTo(401);
            assertThat(admin.get(path, "garbage").status()).isEqualTo(401);
            assertThat(admin.get(path, issuer.token("alice")).status()).isEqualTo(403);
            assertThat(admin.get(path, issuer.mint("alice").groups("staff").sign())
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aUserInThePathMayHaveSlashesAndSpaces() {
        try (TidingsClient dan = TidingsClient.connect(tidings, issuer.token("partners/dan b"))) {
            JsonObject answer = admin.ask("/api/admin/users/partners/dan%20b/sessions");
            assertThat(answer.getString("user")).isEqualTo("partners/dan b");
            JsonObject session = answer.getJsonArray("sessions").getJsonObject(0);
            assertThat(session.getJsonObject("session").getString("state")).isEqualTo("open");
            assertThat(session.getJsonArray("places").getJsonObject(0).getString("partition"))
                    .startsWith("notifications-");
            assertThat(dan.isQuiet()).isTrue();
        }
    }

    @Test
    void rememberedSessionsAreCounted() {
        TidingsClient.connect(tidings, issuer.token("counted")).close();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(tidings.metric("tidings_sessions_remembered")).isPositive();
            assertThat(tidings.metric("tidings_window_journal_bytes")).isBetween(1.0, 1_048_576.0);
        });
    }
}
