package dev.tidings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.TidingsClient;
import dev.tidings.testkit.TidingsProcess;
import dev.tidings.testkit.WsClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client that stays until it is closed, goes on at another instance, and remembers all of it. */
final class Mover implements AutoCloseable {
    final String user;
    final List<Integer> got = new ArrayList<>();

    @Nullable
    JsonObject goaway;

    int code;
    private Instant asked = Instant.MAX;
    private Instant closed = Instant.MAX;
    private final String token;
    private volatile TidingsClient client;

    Mover(TidingsProcess at, String user, String token) {
        this.user = user;
        this.token = token;
        this.client = TidingsClient.connect(at, token);
    }

    /** Takes what has come; tells whether it was closed. */
    boolean follow() {
        for (JsonObject event = client.nextWithin(Duration.ZERO);
                event != null;
                event = client.nextWithin(Duration.ZERO)) {
            take(event);
        }
        WsClient.Closed end = client.socket().closed();
        if (code == 0 && end != null && client.socket().frames().isEmpty()) {
            closed = client.socket().closedAt();
            code = end.code();
        }
        return code != 0;
    }

    private void take(JsonObject event) {
        if (event.getString("type").equals("tidings.goaway")) {
            goaway = event.getJsonObject("data");
            asked = Instant.parse(event.getString("time"));
        } else {
            got.add(Integer.parseInt(event.getString("id")));
        }
    }

    /** Where it stood. */
    CompletableFuture<Void> goOnAt(TidingsProcess refuge) {
        return TidingsClient.connecting(refuge, token, client.cursor()).thenAccept(again -> {
            client = again;
            assertThat(again.welcome().getBoolean("resumed"))
                    .as("%s: %s", user, again.welcome())
                    .isTrue();
        });
    }

    /** Of events that are numbered, and for user n modulo 100. */
    boolean hasAllBefore(int written) {
        return !got.isEmpty() && got.get(got.size() - 1) >= written - 100;
    }

    /** What the goaway said. */
    long slotMillis() {
        return Objects.requireNonNull(goaway).getLong("reconnectin");
    }

    /** From the goaway, by its own time, to the close. */
    long stayedMillis() {
        return Duration.between(asked, closed).toMillis();
    }

    @Override
    public void close() {
        client.close();
    }
}
