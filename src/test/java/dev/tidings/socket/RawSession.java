package dev.tidings.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Issuer;
import dev.tidings.testkit.RawSocket;
import dev.tidings.testkit.TestLog;
import dev.tidings.testkit.TidingsProcess;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;

/** A session that a client without manners has opened, with a user whom no other test has. Its welcome has been read. */
final class RawSession implements AutoCloseable {
    /** Stands in messages that are refused. No answer and no line of the log may have it. */
    static final String SECRET = "s3cret-of-the-client";

    private static final AtomicInteger USERS = new AtomicInteger();

    private final String user;
    private final RawSocket socket;
    private final String cursor;

    private RawSession(String user, RawSocket socket) {
        this.user = user;
        this.socket = socket;
        JsonObject welcome = socket.next();
        assertThat(welcome.getString("type")).isEqualTo("tidings.welcome");
        cursor = welcome.getJsonObject("data").getString("cursor");
    }

    static RawSession open(TidingsProcess tidings, Issuer issuer) {
        String user = newUser();
        return new RawSession(user, RawSocket.open(tidings, issuer.token(user)));
    }

    static String newUser() {
        return "mallory-" + USERS.incrementAndGet();
    }

    RawSocket socket() {
        return socket;
    }

    /** Returns the cursor of the welcome. */
    String cursor() {
        return cursor;
    }

    /** Reads the next event, which must be an error, and returns its code. */
    String nextError() {
        return error(socket.next()).getString("code");
    }

    /** Returns the data of an event, which must be an error. */
    static JsonObject error(JsonObject event) {
        assertThat(event.getString("type")).isEqualTo("tidings.error");
        assertThat(event.getString("source")).isEqualTo("/tidings");
        JsonObject data = event.getJsonObject("data");
        assertThat(data.getString("message")).contains("expected");
        assertThat(event.encode()).doesNotContain(SECRET);
        return data;
    }

    /** Fails unless an event that is written now arrives. */
    void assertOpen(TestLog log) {
        log.event(user, "still-there");
        assertThat(socket.next().getString("id")).isEqualTo("still-there");
    }

    /** Fails unless the connection is closed with this code, and cut. */
    void assertClosed(int code) {
        assertThat(socket.awaitClose()).isEqualTo(code);
        socket.awaitEnd();
    }

    @Override
    public void close() {
        socket.close();
    }
}
