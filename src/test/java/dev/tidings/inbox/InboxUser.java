package dev.tidings.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Http;
import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user at the packaged application, with a token. */
record InboxUser(TidingsProcess tidings, String token) {

    Http.Answer get(String path) {
        return Http.get(tidings.http("/api/inbox" + path), "Authorization", "Bearer " + token);
    }

    Http.Answer post(String action, String body) {
        return Http.post(
                tidings.http("/api/inbox/" + action), "application/json", body, "Authorization", "Bearer " + token);
    }

    /** The answer to a good question. */
    JsonObject ask(String path) {
        return good(get(path));
    }

    private static JsonObject good(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return new JsonObject(answer.body());
    }

    JsonObject list() {
        return ask("");
    }

    /** Changes items, and returns the counts. */
    JsonObject mark(String action, String... items) {
        return good(post(action, new JsonObject().put("ids", new JsonArray(List.of(items))).encode()));
    }

    JsonObject markUpto(String action, String cursor) {
        return good(post(action, new JsonObject().put("upto", cursor).encode()));
    }

    static Stream<JsonObject> items(JsonObject list) {
        return list.getJsonArray("items").stream().map(JsonObject.class::cast);
    }

    /** The ids of the listed events, as their producers gave them. */
    List<String> events(String path) {
        return eventsOf(ask(path));
    }

    static List<String> eventsOf(JsonObject list) {
        return items(list)
                .map(item -> item.getJsonObject("event").getString("id"))
                .toList();
    }

    /** The id of the item that holds the event with this id. */
    String item(String event) {
        return items(list())
                .filter(item -> item.getJsonObject("event").getString("id").equals(event))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    /** Unseen and unread. */
    String counts() {
        return countsOf(ask("/counts"));
    }

    static String countsOf(JsonObject answer) {
        return answer.getInteger("unseen") + " " + answer.getInteger("unread");
    }

    TidingsClient connect(@Nullable String cursor) {
        return TidingsClient.connect(tidings, token, cursor);
    }
}
