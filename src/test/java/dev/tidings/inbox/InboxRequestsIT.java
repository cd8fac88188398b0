package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidings.event.Cursor;
import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import dev.tidings.testkit.Http;
import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users get of their inboxes, and what they change in them, at the packaged application. */
class InboxRequestsIT {
    private static Issuer issuer;
    private static InboxStage stage;
    private static TidingsProcess tidings;

    @BeforeAll
    static void start() {
        issuer = Issuer.start();
        stage = InboxStage.create(issuer);
        tidings = stage.setup("inbox-requests").startReady();
        await().until(() -> user("warm").get("/counts").status() == 200);
    }

    @AfterAll
    static void stop() {
        List<String> errors = tidings.log("ERROR");
        tidings.stop();
        issuer.close();
        assertThat(errors).isEmpty();
    }

    private static InboxUser user(String name, String... groups) {
        return new InboxUser(tidings, issuer.mint(name).groups(groups).sign());
    }

    /** Writes events for a user, and waits until they are in the inbox. */
    private static InboxUser withEvents(String name, String... ids) {
        InboxUser user = user(name);
        for (String id : ids) {
            stage.log().event(name, id);
        }
        await().untilAsserted(() -> assertThat(user.events("")).contains(ids));
        return user;
    }

    private static void assertProblem(Http.Answer answer, int status, String... said) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(said);
    }

    @Test
    void aClientThatBeginsAtTheCursorOfItsListMissesNothingAndGetsNothingTwice() {
        AtomicInteger written = new AtomicInteger();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (written.get() < 600) {
                int n = written.getAndIncrement();
                if (n % 7 == 0) {
                    stage.log().announce("group:flow", "n-" + n);
                } else {
                    stage.log().event("flow", "n-" + n);
                }
            }
        });
        List<Begun> begun = new ArrayList<>();
        InboxUser user = user("flow", "flow");
        for (int i = 0; i < 7; i++) {
            int behind = 70 * i;
            await().until(() -> written.get() > behind);
            JsonObject list = user.ask("?limit=200");
            begun.add(new Begun(list, user.connect(list.getString("cursor"))));
        }
        writer.join();
        stage.log().event("flow", "last");
        stage.log().announce("group:flow", "last-announced");
        for (Begun each : begun) {
            assertThat(each.client().welcome().getBoolean("resumed")).isTrue();
            each.assertComplete(user, 600);
            each.client().close();
        }
    }

    /** A list, and the stream that began at its cursor. */
    private record Begun(JsonObject list, TidingsClient client) {
        void assertComplete(InboxUser user, int events) {
            List<String> all = new ArrayList<>(InboxUser.eventsOf(list));
            for (String next = list.getString("next"); next != null; ) {
                JsonObject page = user.ask("?limit=200&before=" + next);
                all.addAll(InboxUser.eventsOf(page));
                next = page.getString("next");
            }
            int left = events + 2 - all.size();
            for (int i = 0; i < left; i++) {
                all.add(client.next().getString("id"));
            }
            List<String> expected = new ArrayList<>(List.of("last", "last-announced"));
            IntStream.range(0, events).forEach(n -> expected.add("n-" + n));
            assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void anItemIsTheEventAsItWasPushedAndHasTheSameIdThere() {
        InboxUser user = user("same");
        try (TidingsClient client = user.connect(null)) {
            stage.log().event("same", "e-1");
            JsonObject pushed = client.next();
            await().untilAsserted(() -> assertThat(user.events("")).containsExactly("e-1"));
            JsonObject item = InboxUser.items(user.list()).findFirst().orElseThrow();
            assertThat(item.getString("id")).isEqualTo(pushed.getString("inboxid"));
            pushed.remove("cursor");
            assertThat(item.getJsonObject("event")).isEqualTo(pushed);
            assertThat(user.ask("/" + item.getString("id"))).isEqualTo(item);
            assertThat(item.getBoolean("read")).isFalse();
        }
    }

    @Test
    void allDevicesSeeAChangeLiveWithItsCounts() {
        InboxUser user = withEvents("devices", "d-1", "d-2", "d-3");
        String cursor = user.list().getString("cursor");
        try (TidingsClient phone = user.connect(cursor);
                TidingsClient laptop = user.connect(cursor)) {
            String item = user.item("d-2");
            assertThat(InboxUser.countsOf(user.mark("read", item))).isEqualTo("2 2");
            for (TidingsClient device : List.of(phone, laptop)) {
                JsonObject change = device.next();
                assertThat(change.getString("type")).isEqualTo("tidings.inbox.changed");
                assertThat(change.getString("source")).isEqualTo("/tidings/inbox");
                assertThat(change.containsKey("inboxid")).isFalse();
                JsonObject data = change.getJsonObject("data");
                assertThat(data.getString("action")).isEqualTo("read");
                assertThat(data.getJsonArray("ids")).isEqualTo(new JsonArray().add(item));
                assertThat(InboxUser.countsOf(data)).isEqualTo("2 2");
                assertThat(Cursor.parse(data.getString("at"))).isPresent();
            }
            laptop.socket().send(message("unread", item));
            for (TidingsClient device : List.of(phone, laptop)) {
                JsonObject data = device.next().getJsonObject("data");
                assertThat(data.getString("action")).isEqualTo("unread");
                assertThat(InboxUser.countsOf(data)).isEqualTo("3 3");
            }
            assertThat(user.counts()).isEqualTo("3 3");
            assertThat(phone.isQuiet()).isTrue();
        }
    }

    private static String message(String action, String... ids) {
        return message(new JsonObject().put("action", action).put("ids", new JsonArray(List.of(ids))));
    }

    private static String message(JsonObject data) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", "1")
                .put("source", "/client")
                .put("type", "tidings.inbox.mark")
                .put("data", data)
                .encode();
    }

    @Test
    void theChangesOfOneClientAreMadeInTheirOrder() {
        InboxUser user = withEvents("ordered", "o-1");
        String item = user.item("o-1");
        try (TidingsClient client = user.connect(user.list().getString("cursor"))) {
            for (int i = 0; i < 8; i++) {
                client.socket().send(message(i % 2 == 0 ? "read" : "unread", item));
            }
            List<String> actions = IntStream.range(0, 8)
                    .mapToObj(i -> client.next().getJsonObject("data"))
                    .map(data -> data.getString("action") + data.getInteger("unread"))
                    .toList();
            assertThat(actions)
                    .containsExactly("read0", "unread1", "read0", "unread1", "read0", "unread1", "read0", "unread1");
        }
    }

    @Test
    void anItemCanBeMarkedBeforeTheProjectionHasIt() {
        InboxUser user = user("early");
        try (TidingsClient client = user.connect(null)) {
            for (int i = 0; i < 5; i++) {
                stage.log().event("early", "y-" + i);
                client.socket().send(message("read", client.next().getString("inboxid")));
                assertThat(client.next().getString("type")).isEqualTo("tidings.inbox.changed");
            }
            await().untilAsserted(() -> assertThat(user.events("")).hasSize(5));
            assertThat(InboxUser.items(user.list())).allMatch(item -> item.getBoolean("read"));
            assertThat(user.counts()).isEqualTo("0 0");
        }
    }

    @Test
    void readAndArchivedItemsMoveBetweenTheLists() {
        InboxUser user = withEvents("lists", "l-1", "l-2", "l-3");
        user.mark("read", user.item("l-1"));
        user.mark("archive", user.item("l-2"), user.item("l-1"));
        assertThat(user.events("?filter=all")).containsExactly("l-3");
        assertThat(user.events("?filter=unread")).containsExactly("l-3");
        assertThat(user.events("?filter=archived")).containsExactly("l-2", "l-1");
        JsonObject archived = user.ask("?filter=archived");
        user.mark(
                "unarchive",
                InboxUser.items(archived).map(item -> item.getString("id")).toArray(String[]::new));
        assertThat(user.events("")).containsExactly("l-3", "l-2", "l-1");
        assertThat(user.events("?filter=unread&type=test")).containsExactly("l-3", "l-2");
        assertThat(user.events("?type=other")).isEmpty();
    }

    @Test
    void upToACursorNothingThatComesLaterIsTouched() {
        InboxUser user = withEvents("upto", "u-1", "u-2");
        String cursor = user.list().getString("cursor");
        withEvents("upto", "u-3");
        assertThat(InboxUser.countsOf(user.markUpto("seen", cursor))).isEqualTo("1 3");
        assertThat(InboxUser.countsOf(user.markUpto("read", cursor))).isEqualTo("1 1");
        assertThat(user.events("?filter=unread")).containsExactly("u-3");
        assertThat(InboxUser.countsOf(user.markUpto("read", cursor))).isEqualTo("1 1");
        user.markUpto("archive", cursor);
        assertThat(user.events("")).containsExactly("u-3");
        user.markUpto("unarchive", cursor);
        assertThat(InboxUser.countsOf(user.markUpto("unread", cursor))).isEqualTo("1 3");
        // What is applied at once and what the projection makes of the log are the same.
        withEvents("upto", "u-4");
        assertThat(user.events("?filter=unread")).containsExactly("u-4", "u-3", "u-2", "u-1");
    }

    @Test
    void announcementsAreThereForTheGroupsOfTheTokenWithAStateForEachUser() {
        stage.log().announce("group:chess", "a-1");
        stage.log().announce("group:/chess", "a-2");
        stage.log().announce("group:poker", "a-3");
        InboxUser ann = user("ann", "chess");
        InboxUser ben = user("ben", "/chess", "poker");
        await().untilAsserted(() -> assertThat(ben.events("")).contains("a-1", "a-2", "a-3"));
        assertThat(ann.events("")).contains("a-1", "a-2").doesNotContain("a-3");
        ann.mark("read", ann.item("a-1"));
        assertThat(ann.events("?filter=unread")).contains("a-2").doesNotContain("a-1");
        assertThat(ben.events("?filter=unread")).contains("a-1", "a-2", "a-3");
        assertThat(user("cleo").events("")).doesNotContain("a-1", "a-2", "a-3");
        assertThat(stage.tables().number("select count(*) from inbox_announcement where audience = 'group:chess'"))
                .isEqualTo(2);
    }

    @Test
    void anotherUsersItemIsLikeNoItemWhateverIsAsked() {
        InboxUser owner = withEvents("owner", "secret");
        stage.log().announce("group:board", "secret-too");
        InboxUser board = user("director", "board");
        await().untilAsserted(() -> assertThat(board.events("")).contains("secret-too"));
        List<String> foreign = List.of(owner.item("secret"), board.item("secret-too"));
        InboxUser thief = withEvents("thief", "mine");
        try (TidingsClient client = thief.connect(thief.list().getString("cursor"))) {
            for (String id : foreign) {
                assertProblem(thief.get("/" + id), 404, "id: no item of yours");
                for (StateAction action : StateAction.values()) {
                    assertThat(InboxUser.countsOf(thief.mark(action.label(), id)))
                            .isEqualTo("1 1");
                }
                client.socket().send(message("archive", id));
            }
            for (String nobodys : List.of("/0-vvvvv", "/0-zz", "/no-id-", "/%00", "/read")) {
                assertThat(thief.get(nobodys).status()).as(nobodys).isIn(404, 405);
            }
            thief.markUpto("archive", owner.list().getString("cursor"));
            assertThat(client.next().getJsonObject("data").getString("action")).isEqualTo("archive");
            assertThat(client.isQuiet()).isTrue();
        }
        for (String query : List.of("", "?filter=unread", "?filter=archived", "?type=test")) {
            assertThat(thief.get(query).body()).as(query).doesNotContain("secret");
        }
        assertThat(owner.events("?filter=unread")).containsExactly("secret");
        assertThat(board.events("?filter=unread")).contains("secret-too");
        assertThat(stage.tables().rows("select distinct user_id from inbox_state where user_id in ('owner', 'thief')"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=201",
                "?limit=-1",
                "?limit=ten",
                "?limit=99999999999999999999",
                "?limit=",
                "?filter=none",
                "?filter=",
                "?before=",
                "?before=abc",
                "?before=1-2-3-4",
                "?before=vvvvvvvvvvvv-0-0",
                "?type=",
                "?type=%00",
            })
    void aWrongQuestionNamesWhatIsWrong(String path) {
        assertProblem(user("asker").get(path), 400, "(expected: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "no json",
                "{}",
                "{\"ids\":[]}",
                "{\"ids\":\"0-1\"}",
                "{\"ids\":[7]}",
                "{\"ids\":[null]}",
                "{\"ids\":[\"0-1\",\"0-\u0000\"]}",
                "{\"ids\":[\"0-1\"],\"upto\":\"1.0-1\"}",
                "{\"upto\":7}",
                "{\"upto\":\"\"}",
                "{\"upto\":\"1\"}",
                "{\"upto\":\"no cursor\"}",
            })
    void aWrongChangeNamesWhatIsWrong(String body) {
        assertProblem(user("wrong-" + body.hashCode()).post("read", body), 400, "(expected: ");
    }

    @Test
    void aChangeThatIsTooLargeOrOfAnotherLogIsRefused() {
        InboxUser user = withEvents("bounds", "b-1");
        String tooMany = new JsonArray(IntStream.range(0, 10_000)
                        .mapToObj(i -> "0-" + Integer.toString(i, 32))
                        .toList())
                .encode();
        assertProblem(user.post("read", "{\"ids\":" + tooMany + "}"), 400, "expected: 1 to 1000");
        Cursor now = Cursor.parse(user.list().getString("cursor")).orElseThrow();
        Cursor otherLog = new Cursor(now.epoch() + 1, now.positions());
        Cursor future = new Cursor(
                now.epoch(),
                now.positions().stream()
                        .map(position -> new Position(position.partition(), position.offset() + 1_000_000))
                        .toList());
        Cursor nowhere = new Cursor(now.epoch(), List.of(new Position(Partition.of(2_000), 1)));
        assertProblem(user.post("read", upto(otherLog.toString())), 400, "another log");
        assertProblem(user.post("read", upto(future.toString())), 400, "beyond the log's end");
        assertProblem(user.post("read", upto(nowhere.toString())), 400, "another log");
        assertProblem(user.post("read", upto(now + ".0-1".repeat(2_500))), 400, "no cursor");
        assertThat(user.get("?before=" + "1".repeat(10_000)).status()).isEqualTo(414);
        assertProblem(user.post("forget", "{\"ids\":[\"0-1\"]}"), 404);
        Http.Answer text = Http.post(
                tidings.http("/api/inbox/read"), "text/plain", "{}", "Authorization", "Bearer " + user.token());
        assertProblem(text, 415);
        String most = new JsonArray(IntStream.range(0, 1_000)
                        .mapToObj(i -> "0-" + Integer.toString(i, 32))
                        .toList())
                .encode();
        assertThat(user.post("read", "{\"ids\":" + most + "}").status()).isEqualTo(200);
    }

    private static String upto(String cursor) {
        return new JsonObject().put("upto", cursor).encode();
    }

    @Test
    void aWrongMessageIsAnErrorAndTheSessionGoesOn() {
        InboxUser user = withEvents("talker", "t-1");
        try (TidingsClient client = user.connect(user.list().getString("cursor"))) {
            Map<String, JsonObject> wrong = Map.of(
                    "bad-data", new JsonObject().put("action", "forget").put("ids", new JsonArray().add("0-1")),
                    "cursor-invalid", new JsonObject().put("action", "read").put("upto", "?"));
            wrong.forEach((code, data) -> {
                client.socket().send(message(data));
                assertThat(client.next().getJsonObject("data").getString("code")).isEqualTo(code);
            });
            client.socket().send(message("read", user.item("t-1")));
            assertThat(client.next().getString("type")).isEqualTo("tidings.inbox.changed");
        }
    }

    @Test
    void aUserWhoChangesTooMuchIsAskedToWait() {
        InboxUser user = withEvents("busy", "b-1");
        String body = "{\"ids\":[\"" + user.item("b-1") + "\"]}";
        List<Http.Answer> answers = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> user.post("read", body))
                .toList();
        assertThat(answers).extracting(Http.Answer::status).contains(200, 429).doesNotContain(500);
        Http.Answer refused = answers.stream()
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
        assertProblem(refused, 429, "tidings.inbox.marks.max-per-second");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(user("calm").counts()).isEqualTo("0 0");
    }

    @Test
    void onlyWithATokenOfAUserThereIsAnInbox() {
        assertProblem(Http.get(tidings.http("/api/inbox")), 401);
        assertProblem(new InboxUser(tidings, "garbage").get(""), 401);
        assertProblem(
                new InboxUser(tidings, issuer.mint("alice").audience("other").sign()).get(""), 401);
        assertProblem(new InboxUser(tidings, "garbage").post("read", "{}"), 401);
        assertProblem(user("a\0b").get(""), 404, "no inbox");
        assertProblem(user("x".repeat(600)).get(""), 404, "no inbox");
    }

    @Test
    void aGapNamesTheInbox() {
        InboxUser user = user("gap");
        try (TidingsClient client = user.connect("nonsense")) {
            assertThat(client.welcome().getString("reason")).isEqualTo("cursor-invalid");
            assertThat(client.welcome().getString("inbox")).isEqualTo("/api/inbox");
        }
        try (TidingsClient client = user.connect(user.list().getString("cursor"))) {
            assertThat(client.welcome().getBoolean("resumed")).isTrue();
            assertThat(client.welcome().containsKey("inbox")).isFalse();
        }
    }

    @Test
    void nobodyElseWritesAChange() {
        String change = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/tidings/inbox\","
                + "\"type\":\"tidings.inbox.changed\",\"audience\":\"alice\",\"data\":{}}";
        String token = issuer.mint("shop").groups("tidings-publisher").sign();
        Http.Answer answer = Http.post(
                tidings.http("/api/events"),
                "application/cloudevents+json",
                change,
                "Authorization",
                "Bearer " + token);
        assertProblem(answer, 400, "reserved");
    }
}
