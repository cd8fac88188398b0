package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.Postgres;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What users are told while the inbox is off, or its database is away. */
class InboxAwayIT {
    private static void assertProblem(Http.Answer answer, int status, String said) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(said);
    }

    private static String mark(String id) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", "1")
                .put("source", "/client")
                .put("type", "tidings.inbox.mark")
                .put("data", new JsonObject().put("action", "read").put("ids", new JsonArray().add(id)))
                .encode();
    }

    private static String codeOf(TidingsClient client) {
        return client.next().getJsonObject("data").getString("code");
    }

    @Test
    void whereItIsOffTheAnswerNamesTheKeyAndNothingOnTheWireKnowsIt() {
        TestLog log = TestLog.create();
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = log.readBy(
                                TidingsProcess.named("inbox-off-requests").issuer(issuer))
                        .startReady()) {
            InboxUser user = new InboxUser(tidings, issuer.token("alice"));
            assertProblem(user.get(""), 404, "tidings.inbox.enabled");
            assertProblem(user.get("/counts"), 404, "tidings.inbox.enabled");
            assertProblem(user.get("/0-1"), 404, "tidings.inbox.enabled");
            assertProblem(user.post("read", "{\"ids\":[\"0-1\"]}"), 404, "tidings.inbox.enabled");
            try (TidingsClient client = user.connect("nonsense")) {
                assertThat(client.welcome().containsKey("inbox")).isFalse();
                log.event("alice", "e-1");
                assertThat(client.next().containsKey("inboxid")).isFalse();
                client.socket().send(mark("0-1"));
                assertThat(codeOf(client)).isEqualTo("unknown-type");
            }
        }
    }

    @Test
    void whereItHasNoDatabaseItIsNotThereNow() {
        TestLog log = TestLog.create();
        try (Issuer issuer = Issuer.start();
                TidingsProcess tidings = log.readBy(
                                TidingsProcess.named("inbox-no-database").issuer(issuer))
                        .env("TIDINGS_INBOX_ENABLED", "true")
                        .env("MP_MESSAGING_INCOMING_INBOX_LOG_GROUP_ID", "inbox-" + log.notifications())
                        .startReady()) {
            InboxUser user = new InboxUser(tidings, issuer.token("alice"));
            assertProblem(user.get(""), 503, "database");
            assertThat(user.get("").header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void whileTheDatabaseIsAwayUsersAreAskedToWaitAndPushGoesOn() {
        try (Issuer issuer = Issuer.start();
                Postgres postgres = Postgres.own()) {
            InboxStage stage = new InboxStage(TestLog.create(), new InboxTables(postgres.newDatabase()), issuer);
            try (TidingsProcess tidings = stage.setup("inbox-away").startReady()) {
                InboxUser user = new InboxUser(tidings, issuer.token("alice"));
                stage.log().event("alice", "e-1");
                await().ignoreExceptions().untilAsserted(() -> assertThat(user.events("")).containsExactly("e-1"));
                String item = user.item("e-1");
                try (TidingsClient client = user.connect(user.list().getString("cursor"))) {
                    postgres.kill();
                    assertProblem(user.get(""), 503, "database");
                    assertThat(user.get("/counts").header("Retry-After")).isNotEmpty();
                    assertProblem(user.post("read", "{\"ids\":[\"" + item + "\"]}"), 503, "database");
                    client.socket().send(mark(item));
                    assertThat(codeOf(client)).isEqualTo("inbox-unavailable");
                    stage.log().event("alice", "e-2");
                    assertThat(client.next().getString("id")).isEqualTo("e-2");
                    assertThat(tidings.is("ready")).isTrue();
                    postgres.start();
                    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(
                                    user.events("?filter=unread"))
                            .containsExactly("e-2", "e-1"));
                    user.mark("read", item);
                    assertThat(client.next().getJsonObject("data").getInteger("unread"))
                            .isEqualTo(1);
                }
            }
        }
    }
}
