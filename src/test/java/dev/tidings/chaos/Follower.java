package dev.tidings.chaos;

import dev.tidings.session.CloseReason;
import io.netty.channel.EventLoop;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One user's client as it should be: keeps the cursor of the last event, comes back by itself after a pause with jitter,
 * goes elsewhere where it was not served, renews its token in time, and gives up a connection on which nothing comes.
 */
// What is scheduled looks for itself whether it is still wanted.
@SuppressWarnings("FutureReturnValueIgnored")
final class Follower {
    private static final long BASE_MILLIS = 500;
    private static final long CAP_MILLIS = 4_000;
    private static final int WELCOME_MILLIS = 15_000;
    private static final int HEARTBEATS_OF_SILENCE = 3;
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int user;
    private final Doors doors;
    private final Token.Source tokens;
    private final EventLoop loop;
    private final Diary diary;
    private final boolean mayGoAnywhere;
    private Connection connection;
    private Token token;
    private @Nullable String cursor;
    private @Nullable ScheduledFuture<?> listening;
    private int door;
    private int attempt;
    private long welcomedAt;
    private long endedAt;
    private long notBefore;
    private boolean leaving;
    private volatile boolean welcomed;
    private volatile int goneForGood;

    Follower(int user, Doors doors, Token.Source tokens, EventLoop loop) {
        this.user = user;
        this.doors = doors;
        this.tokens = tokens;
        this.loop = loop;
        this.diary = new Diary(Numbered.audiencesOf(user));
        this.token = tokens.get(user);
        this.mayGoAnywhere = !doors.isOnlyOne();
        this.connection = new Connection(this);
        // The first door is dealt out, so that each instance has as many.
        this.door = doors.ports().get(user / 4 % doors.ports().size());
    }

    Diary diary() {
        return diary;
    }

    /** Has a session now. */
    boolean isWelcomed() {
        return welcomed;
    }

    /** The close code after which it did not come back, or 0. */
    int goneForGood() {
        return goneForGood;
    }

    int door() {
        return door;
    }

    /** All of them at once would be a storm, which is another matter. */
    void beginIn(long millis) {
        loop.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
    }

    private void connect() {
        if (leaving) {
            return;
        }
        if (token.isOld()) {
            token = tokens.get(user);
        }
        Connection next = new Connection(this);
        connection = next;
        next.open(loop, door, token.text(), cursor);
        loop.schedule(() -> dropUnlessWelcomed(next), WELCOME_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void dropUnlessWelcomed(Connection awaited) {
        if (connection == awaited && !welcomed) {
            awaited.drop();
        }
    }

    void event(JsonObject event) {
        if (!"/tidings".equals(event.getString("source"))) {
            cursor = event.getString("cursor");
            diary.event(Numbered.of(event));
            return;
        }
        JsonObject data = event.getJsonObject("data");
        switch (event.getString("type")) {
            case "tidings.welcome" -> welcome(data);
            case "tidings.goaway" -> notBefore = System.nanoTime() + nanos(data.getLong("reconnectin", 0L));
            case "tidings.error" -> error(data.getString("code"));
            default -> diary.error("unknown control event " + event);
        }
    }

    private void welcome(JsonObject data) {
        if (cursor != null && !data.getBoolean("resumed")) {
            diary.gap(data.getString("reason"));
        }
        if (cursor == null || !data.getBoolean("resumed")) {
            cursor = data.getString("cursor");
        }
        welcomedAt = System.nanoTime();
        if (endedAt != 0) {
            diary.wasClosed(TimeUnit.NANOSECONDS.toMillis(welcomedAt - endedAt));
        }
        welcomed = true;
        Connection welcoming = connection;
        long patience = nanos(1_000L * HEARTBEATS_OF_SILENCE * data.getInteger("heartbeat"));
        listening = loop.scheduleAtFixedRate(
                () -> dropIfSilent(welcoming, patience), patience / 4, patience / 4, TimeUnit.NANOSECONDS);
        renewIn(welcoming, Duration.between(Instant.now(), token.expires()));
    }

    private static void dropIfSilent(Connection listened, long patience) {
        if (listened.silentNanos() > patience) {
            listened.drop();
        }
    }

    private void renewIn(Connection renewed, Duration left) {
        long millis = (long) (left.toMillis() * (0.5 + 0.25 * random()));
        loop.schedule(() -> renew(renewed), Math.max(100, millis), TimeUnit.MILLISECONDS);
    }

    private void renew(Connection renewed) {
        if (connection != renewed || !welcomed || isForgetful()) {
            return;
        }
        token = tokens.get(user);
        renewed.send(new JsonObject()
                .put("specversion", "1.0")
                .put("id", "token")
                .put("source", "/client")
                .put("type", "tidings.token")
                .put("data", new JsonObject().put("token", token.text())));
        renewIn(renewed, Duration.between(Instant.now(), token.expires()));
    }

    /** One in ten lets its token expire, and comes back with a new one. */
    boolean isForgetful() {
        return user % 10 == 9;
    }

    private void error(String code) {
        diary.error(code);
    }

    /** {@code refused} is the status of a refused handshake, or 0. */
    void ended(Connection one, int code, int refused) {
        if (one != connection || leaving) {
            return;
        }
        if (listening != null) {
            listening.cancel(false);
        }
        boolean had = welcomed;
        welcomed = false;
        if (had) {
            endedAt = System.nanoTime();
            diary.closed(code);
            attempt = endedAt - welcomedAt > STABLE_NANOS ? 0 : attempt;
        }
        if (isFinal(code)) {
            goneForGood = code;
            return;
        }
        if (code == CloseReason.TOKEN_EXPIRED.code() || refused == 401) {
            token = tokens.get(user);
        }
        long named = Math.max(0, notBefore - System.nanoTime());
        long pause = named + nanos((long) (random() * Math.min(CAP_MILLIS, BASE_MILLIS << Math.min(attempt, 10))));
        attempt++;
        notBefore = 0;
        door = mayGoAnywhere ? doors.pick(door) : door;
        loop.schedule(this::connect, pause, TimeUnit.NANOSECONDS);
    }

    private static boolean isFinal(int code) {
        return Arrays.stream(CloseReason.values()).anyMatch(reason -> reason.code() == code && !reason.reconnect());
    }

    /** Loses its connection, and goes on as with any that is lost. */
    void drop() {
        loop.execute(connection::drop);
    }

    /** Ends what it has, and comes back no more. */
    void leave() {
        leaving = true;
        connection.drop();
    }

    private static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    private static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public String toString() {
        return Numbered.user(user);
    }
}
