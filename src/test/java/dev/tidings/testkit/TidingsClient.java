package dev.tidings.testkit;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of Tidings that has got its welcome, and keeps its cursor. */
public final class TidingsClient implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(300);

    private final WsClient socket;
    private final JsonObject welcome;
    private String cursor;

    private TidingsClient(WsClient socket) {
        this.socket = socket;
        JsonObject first = new JsonObject(socket.next());
        if (!first.getString("type").equals("tidings.welcome")) {
            throw new AssertionError("first frame: " + first + " (expected: tidings.welcome)");
        }
        this.welcome = first.getJsonObject("data");
        this.cursor = welcome.getString("cursor");
    }

    public static TidingsClient connect(TidingsProcess tidings, String token) {
        return connect(tidings, token, null);
    }

    public static TidingsClient connect(TidingsProcess tidings, String token, @Nullable String cursor) {
        return connecting(tidings, token, cursor).join();
    }

    /** For many at once. */
    public static CompletableFuture<TidingsClient> connecting(
            TidingsProcess tidings, String token, @Nullable String cursor) {
        return connecting(tidings.ws(cursor == null ? "" : "?cursor=" + cursor), token);
    }

    /** To any address, that of a {@link NetworkProxy} say. */
    public static CompletableFuture<TidingsClient> connecting(URI uri, String token) {
        return WsClient.to(uri)
                .bearer(token)
                .subprotocols("cloudevents.json")
                .opening()
                .thenApplyAsync(TidingsClient::new);
    }

    /** The data of {@code tidings.welcome}. */
    public JsonObject welcome() {
        return welcome;
    }

    /** The next event, control events included; but {@code tidings.cursor} is only kept, since it may come any time. */
    public JsonObject next() {
        JsonObject event = keep(new JsonObject(socket.next()));
        return isCursor(event) ? next() : event;
    }

    private static boolean isCursor(JsonObject event) {
        return event.getString("type").equals("tidings.cursor");
    }

    private JsonObject keep(JsonObject event) {
        boolean control = event.getString("source").equals("/tidings") && !event.containsKey("cursor");
        cursor = (control ? event.getJsonObject("data") : event).getString("cursor", cursor);
        return event;
    }

    /** The ids of the next that many events. */
    public List<String> nextIds(int count) {
        List<String> ids = new ArrayList<>(count);
        while (ids.size() < count) {
            ids.add(next().getString("id"));
        }
        return ids;
    }

    /** The next events must be these. */
    public void expectIds(List<String> expected) {
        List<String> ids = nextIds(expected.size());
        if (!ids.equals(expected)) {
            throw new AssertionError("events: " + ids + " (expected: " + expected + ")");
        }
    }

    /** The next event, or null when none comes for a moment: for what must not arrive. */
    public @Nullable JsonObject nextWithin(Duration time) {
        try {
            String frame = socket.frames().poll(time.toMillis(), TimeUnit.MILLISECONDS);
            JsonObject event = frame == null ? null : keep(new JsonObject(frame));
            return event != null && isCursor(event) ? nextWithin(time) : event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether nothing comes for a moment. */
    public boolean isQuiet() {
        return nextWithin(QUIET) == null;
    }

    /** Where a new connection goes on. */
    public String cursor() {
        return cursor;
    }

    public WsClient socket() {
        return socket;
    }

    @Override
    public void close() {
        socket.close();
    }
}
