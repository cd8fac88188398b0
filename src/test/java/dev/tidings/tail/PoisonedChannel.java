package dev.tidings.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.session.ClientChannel;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.Welcome;
import dev.tidings.testkit.FakeChannel;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Throws for each write that holds an event with a certain id, and has then handed on nothing. */
final class PoisonedChannel implements ClientChannel {
    static final String POISON = "poison";

    private final FakeChannel channel = new FakeChannel();
    private boolean full;
    private int attempts;

    void full(boolean now) {
        full = now;
    }

    @Override
    public boolean isWritable() {
        return !full;
    }

    @Override
    public void write(Frames frames) {
        attempts++;
        for (int i = 0; i < frames.count(); i++) {
            Event event = frames.event(i);
            if (new String(event.json(), event.from(), event.length(), UTF_8).contains(POISON)) {
                throw new IllegalStateException("poison");
            }
        }
        channel.write(frames);
    }

    /** How often it was to write something. */
    int attempts() {
        return attempts;
    }

    List<String> ids() {
        return channel.ids();
    }

    Welcome welcome() {
        return channel.welcome();
    }

    String cursor() {
        return channel.cursor();
    }

    @Nullable
    CloseReason closed() {
        return channel.closed();
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public void sendWelcome(Welcome welcome) {
        channel.sendWelcome(welcome);
    }

    @Override
    public void sendGoaway(CloseReason reason, Duration reconnectIn, Cursor cursor) {
        channel.sendGoaway(reason, reconnectIn, cursor);
    }

    @Override
    public void sendCursor(Cursor cursor) {
        channel.sendCursor(cursor);
    }

    @Override
    public void ping() {}

    @Override
    public void close(CloseReason reason) {
        channel.close(reason);
    }
}
