package dev.tidings.socket;

import dev.tidings.event.Cursor;
import dev.tidings.event.Event;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.GapReason;
import dev.tidings.session.Skipped;
import dev.tidings.session.Welcome;
import io.netty.buffer.ByteBuf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events and control events as frames: CloudEvents in JSON, one in each text frame (RFC 6455, section 5.2). */
final class WireFormat {
    private static final byte[] BEFORE_CURSOR = ",\"cursor\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER_CURSOR = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int AROUND_CURSOR = BEFORE_CURSOR.length + AFTER_CURSOR.length;
    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_PING = 0x89;
    private static final int LONGEST_HEAD = 10;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private final Clock clock;
    private final @Nullable String inbox;

    /** @param inbox the address of the inbox, or null where it is off */
    WireFormat(Clock clock, @Nullable String inbox) {
        this.clock = clock;
        this.inbox = inbox;
    }

    /** Returns whether events carry the ids by which the inbox knows them. */
    boolean hasItems() {
        return inbox != null;
    }

    /** Returns a size in bytes that is enough for all frames. */
    static int sizeOf(Frames frames) {
        return frames.bytes() + frames.count() * (AROUND_CURSOR + LONGEST_HEAD);
    }

    /** Appends all frames, heads included. */
    static void write(Frames frames, ByteBuf out) {
        for (int i = 0; i < frames.count(); i++) {
            Event event = frames.event(i);
            head(out, event.length() + cursorLength(frames, i));
            out.writeBytes(event.json(), event.from(), event.length());
            writeCursor(frames, i, out);
        }
    }

    /** Returns the length of an event's end: its cursor, and the closing brace. */
    static int cursorLength(Frames frames, int i) {
        return frames.cursorLength(i) + AROUND_CURSOR;
    }

    /** Appends the end of an event. */
    static void writeCursor(Frames frames, int i, ByteBuf out) {
        out.writeBytes(BEFORE_CURSOR);
        out.writeBytes(frames.cursorBytes(), frames.cursorFrom(i), frames.cursorLength(i));
        out.writeBytes(AFTER_CURSOR);
    }

    /** Appends the head of a text frame. */
    static void head(ByteBuf out, int length) {
        head(out, FINAL_TEXT, length);
    }

    /** Returns one of the frames as text, for channels that accept only text. */
    static String text(Frames frames, int i) {
        Event event = frames.event(i);
        return new String(event.json(), event.from(), event.length(), StandardCharsets.UTF_8) + cursorText(frames, i);
    }

    /** Returns the end of an event as text. */
    static String cursorText(Frames frames, int i) {
        return ",\"cursor\":\""
                + new String(
                        frames.cursorBytes(), frames.cursorFrom(i), frames.cursorLength(i), StandardCharsets.US_ASCII)
                + "\"}";
    }

    static void writeText(byte[] text, ByteBuf out) {
        head(out, FINAL_TEXT, text.length);
        out.writeBytes(text);
    }

    static int sizeOfText(byte[] text) {
        return text.length + LONGEST_HEAD;
    }

    static void writePing(ByteBuf out) {
        head(out, FINAL_PING, 0);
    }

    private static void head(ByteBuf out, int first, int length) {
        out.writeByte(first);
        if (length < SHORT) {
            out.writeByte(length);
        } else if (length <= 0xffff) {
            out.writeByte(SHORT).writeShort(length);
        } else {
            out.writeByte(LONG).writeLong(length);
        }
    }

    String welcome(Welcome welcome) {
        JsonObject data =
                new JsonObject().put("cursor", welcome.cursor().toString()).put("resumed", welcome.resumed());
        GapReason gap = welcome.gap();
        if (gap != null) {
            data.put("reason", gap.label());
        }
        if (!welcome.skipped().isEmpty()) {
            data.put("skipped", skipped(welcome.skipped()));
        }
        if (gap != null && inbox != null) {
            data.put("inbox", inbox);
        }
        data.put("heartbeat", welcome.heartbeat().toMillis() / 1000.0);
        data.put("expires", welcome.expires().toString());
        return control("tidings.welcome", data);
    }

    private static JsonArray skipped(List<Skipped> ranges) {
        JsonArray all = new JsonArray();
        for (Skipped range : ranges) {
            all.add(new JsonObject()
                    .put("topic", range.partition().topic().label())
                    .put("partition", range.partition().number())
                    .put("from", range.from())
                    .put("to", range.to()));
        }
        return all;
    }

    String goaway(CloseReason reason, Duration reconnectIn, Cursor cursor) {
        return control(
                "tidings.goaway",
                new JsonObject()
                        .put("reason", reason.label())
                        .put("reconnectin", reconnectIn.toMillis())
                        .put("cursor", cursor.toString()));
    }

    String cursor(Cursor cursor) {
        return control("tidings.cursor", new JsonObject().put("cursor", cursor.toString()));
    }

    String error(ErrorCode code, String message) {
        return control(
                "tidings.error", new JsonObject().put("code", code.label()).put("message", message));
    }

    private String control(String type, JsonObject data) {
        return new JsonObject()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/tidings")
                .put("type", type)
                .put("time", clock.instant().toString())
                .put("datacontenttype", "application/json")
                .put("data", data)
                .encode();
    }
}
