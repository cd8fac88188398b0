package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.session.ClientChannel;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.Welcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client at the port, not over a socket: takes frames as long as it is told to, and remembers them. */
public final class FakeChannel implements ClientChannel {
    /** One event as the client sees it. */
    public record Received(String json, String cursor) {
        /** For plain JSON records: {@code <partition>-<offset>}. */
        public String id() {
            int from = json.indexOf("\"id\":\"") + 6;
            return json.substring(from, json.indexOf('"', from));
        }
    }

    private final List<Received> received = new ArrayList<>();
    private final List<Integer> writes = new ArrayList<>();
    private @Nullable Welcome welcome;
    private @Nullable CloseReason closed;
    private @Nullable Duration goaway;
    private final List<Cursor> cursors = new ArrayList<>();
    private String last = "";
    private int pings;
    private int budget = Integer.MAX_VALUE;
    private long pending;

    /** Takes this many more writes, then is full. */
    public void takeWrites(int writesLeft) {
        budget = writesLeft;
    }

    public void pending(long bytes) {
        pending = bytes;
    }

    @Override
    public boolean isWritable() {
        return budget > 0;
    }

    @Override
    public long pendingBytes() {
        return pending;
    }

    @Override
    public void sendWelcome(Welcome said) {
        welcome = said;
        last = said.cursor().toString();
    }

    @Override
    public void sendGoaway(CloseReason reason, Duration reconnectIn, Cursor cursor) {
        goaway = reconnectIn;
        cursors.add(cursor);
        last = cursor.toString();
    }

    @Override
    public void sendCursor(Cursor cursor) {
        cursors.add(cursor);
        last = cursor.toString();
    }

    @Override
    public void write(Frames frames) {
        budget--;
        writes.add(frames.count());
        for (int i = 0; i < frames.count(); i++) {
            Event event = frames.event(i);
            String json = new String(event.json(), event.from(), event.length(), UTF_8) + "}";
            last = new String(frames.cursorBytes(), frames.cursorFrom(i), frames.cursorLength(i), US_ASCII);
            received.add(new Received(json, last));
        }
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(CloseReason reason) {
        closed = reason;
    }

    public List<Received> received() {
        return received;
    }

    public List<String> ids() {
        return received.stream().map(Received::id).toList();
    }

    /** How many events each write held. */
    public List<Integer> writes() {
        return writes;
    }

    public boolean hasWelcome() {
        return welcome != null;
    }

    public Welcome welcome() {
        Welcome said = welcome;
        if (said == null) {
            throw new AssertionError("no welcome");
        }
        return said;
    }

    /** Where the client goes on: the last cursor that it got, of an event or of its own. */
    public String cursor() {
        return last;
    }

    /** Those that came by themselves or with a goaway, and not with an event. */
    public List<Cursor> toldCursors() {
        return cursors;
    }

    public @Nullable CloseReason closed() {
        return closed;
    }

    public @Nullable Duration goawayIn() {
        return goaway;
    }

    public int pings() {
        return pings;
    }
}
