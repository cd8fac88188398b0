package dev.tidings.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The projection of the packaged application, with everything well. */
class InboxIT {
    private static final Map<String, String> STRUCTURED = Map.of("content-type", "application/cloudevents+json");

    private static Issuer issuer;
    private static InboxStage stage;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        stage = InboxStage.create(issuer);
        tidings = stage.setup("inbox").startReady();
    }

    @AfterAll
    static void stop() {
        List<String> errors = tidings.log("ERROR");
        tidings.stop();
        issuer.close();
        assertThat(errors).isEmpty();
    }

    private static List<String> idsOf(String user) {
        return stage.tables()
                .rows("select convert_from(event, 'UTF8')::json ->> 'id' from inbox_item where user_id = '" + user
                        + "' order by part, pos");
    }

    private static void awaitIds(String user, String... ids) {
        await().ignoreExceptions().untilAsserted(() -> assertThat(idsOf(user)).containsExactly(ids));
    }

    @Test
    void eventsOfUsersAreRowsAndAnnouncementsAreOneEach() {
        stage.log().event("alice", "e-1");
        stage.log().plain("bob", "{\"text\":\"hello\"}");
        stage.log()
                .record(
                        "carol",
                        Map.of("ce_specversion", "1.0", "ce_id", "c-1", "ce_source", "/shop", "ce_type", "order"),
                        "{\"n\":1}".getBytes(UTF_8));
        stage.log().announce("everyone", "a-1");
        stage.log().announce("group:/staff", "a-2");
        awaitIds("alice", "e-1");
        awaitIds("carol", "c-1");
        await().untilAsserted(() -> assertThat(stage.tables()
                        .rows("select audience, convert_from(event, 'UTF8')::json ->> 'id' from inbox_announcement"))
                .contains("everyone a-1", "group:staff a-2"));
        await().untilAsserted(() -> assertThat(stage.tables()
                        .rows("select type, convert_from(event, 'UTF8')::json -> 'data' ->> 'text' from inbox_item"
                                + " where user_id = 'bob'"))
                .containsExactly("notification hello"));
        assertThat(stage.tables().number("select count(*) from inbox_position")).isEqualTo(6);
        assertThat(tidings.metric("tidings_inbox_records_total", "outcome", "announcement"))
                .isGreaterThanOrEqualTo(2);
        assertThat(tidings.metric("tidings_inbox_following")).isEqualTo(1);
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_inbox_lag_records"))
                .isZero());
    }

    @Test
    void whatCannotStandInTheInboxIsCountedAndStopsNothing() {
        stage.log().record("a\0b", Map.of(), "{}".getBytes(UTF_8));
        stage.log().record("x".repeat(600), Map.of(), "{}".getBytes(UTF_8));
        stage.log().record("poisoned", Map.of(), "no json".getBytes(UTF_8));
        stage.log().record("poisoned", Map.of(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        stage.log().record("poisoned", Map.of(), "{\"text\":\"\\u0000\"}".getBytes(UTF_8));
        stage.log()
                .record(
                        "poisoned",
                        STRUCTURED,
                        ("{\"specversion\":\"1.0\",\"id\":\"x\",\"source\":\"/test\",\"type\":\"tidings.inbox.changed\"}")
                                .getBytes(UTF_8));
        stage.log().event("poisoned", "good");
        await().untilAsserted(() -> assertThat(idsOf("poisoned")).hasSize(2).contains("good"));
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_inbox_rejected_total", "reason", "key-with-nul"))
                .isEqualTo(1));
        await().untilAsserted(() -> assertThat(tidings.metric("tidings_inbox_rejected_total", "reason", "key-too-long"))
                .isEqualTo(1));
        assertThat(tidings.metric("tidings_inbox_rejected_total", "reason", "not-json"))
                .isGreaterThanOrEqualTo(1);
        assertThat(tidings.metric("tidings_inbox_rejected_total", "reason", "reserved"))
                .isEqualTo(1);
    }

    @Test
    void aChangeInTheLogIsAppliedAndIsNoItem() {
        stage.log().event("reader", "r-1");
        awaitIds("reader", "r-1");
        String id = stage.tables()
                .rows("select part || '-' || (pos & ((1::bigint << 48) - 1)) from inbox_item where user_id = 'reader'")
                .get(0);
        String[] place = id.split("-", 2);
        ItemId item = new ItemId(Integer.parseInt(place[0]), Long.parseLong(place[1]));
        stage.log()
                .structured(
                        "reader",
                        "{\"specversion\":\"1.0\",\"id\":\"s-1\",\"source\":\"/tidings/inbox\",\"type\":\"tidings.inbox.changed\""
                                + ",\"data\":{\"action\":\"read\",\"ids\":[\"" + item + "\"]}}");
        await().untilAsserted(() -> assertThat(
                        stage.tables().rows("select read from inbox_state where user_id = 'reader'"))
                .containsExactly("t"));
        assertThat(idsOf("reader")).containsExactly("r-1");
    }

    @Test
    void anErasedUserStaysErasedAndWhatComesLaterIsThere() {
        stage.log().event("erased", "old-1");
        stage.log().event("erased", "old-2");
        awaitIds("erased", "old-1", "old-2");
        String path = "/api/admin/users/erased/inbox";
        Http.Answer export = stage.asAdmin(tidings, "GET", path);
        assertThat(export.status()).as(export.body()).isEqualTo(200);
        assertThat(export.header("Content-Type")).startsWith("application/cloudevents-batch+json");
        assertThat(new JsonArray(export.body()).stream().map(event -> ((JsonObject) event).getString("id")))
                .containsExactly("old-1", "old-2");
        assertThat(stage.asAdmin(tidings, "DELETE", path).status()).isEqualTo(204);
        assertThat(stage.asAdmin(tidings, "DELETE", path).status()).isEqualTo(204);
        assertThat(idsOf("erased")).isEmpty();
        assertThat(stage.asAdmin(tidings, "GET", path).body()).isEqualTo("[]");
        stage.log().event("erased", "new-1");
        awaitIds("erased", "new-1");
        assertThat(Http.get(tidings.http(path), "Authorization", "Bearer " + issuer.token("erased"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void liveEventsArriveAsEver() {
        try (TidingsClient alice = TidingsClient.connect(tidings, issuer.token("lively"))) {
            stage.log().event("lively", "l-1");
            assertThat(alice.next().getString("id")).isEqualTo("l-1");
        }
        awaitIds("lively", "l-1");
    }

    @Test
    void aSecondPodTakesItsShareAndNothingIsThereTwice() {
        try (TidingsProcess second = stage.setup("inbox-second").startReady()) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(second.log()).contains("inbox projects partitions="));
            for (int i = 0; i < 200; i++) {
                stage.log().event("shared-" + i % 20, "s-" + i);
            }
            await().untilAsserted(() -> assertThat(
                            stage.tables().number("select count(*) from inbox_item where user_id like 'shared-%'"))
                    .isEqualTo(200));
            second.stop();
        }
        stage.log().event("shared-0", "after");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(idsOf("shared-0")).contains("after"));
    }
}
