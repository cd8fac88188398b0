package dev.tidings.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.event.Cursor;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Frames;
import dev.tidings.session.GapReason;
import dev.tidings.session.SessionMetrics;
import dev.tidings.session.Welcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While the inbox is on, events carry the ids by which it knows them, and a gap names where it is. */
class ItemFramesTest {
    private static final String INBOX = "/api/inbox";

    private final OneLoop loop = new OneLoop(SessionMetrics.NONE);
    private final Written channel = new Written();

    /** Keeps each frame in both forms, and the welcome. */
    private static final class Written implements SocketChannel {
        private final WireFormat format = new WireFormat(Clock.systemUTC(), INBOX);
        private final List<JsonObject> texts = new ArrayList<>();
        private final List<JsonObject> frames = new ArrayList<>();

        @Override
        public WireFormat format() {
            return format;
        }

        @Override
        public int pings() {
            return 0;
        }

        @Override
        public void text(String text) {
            texts.add(new JsonObject(text));
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public void write(Frames written) {
            ByteBuf out = Unpooled.buffer();
            ItemFrames.write(written, out);
            assertThat(out.readableBytes()).isLessThanOrEqualTo(ItemFrames.sizeOf(written));
            for (int i = 0; i < written.count(); i++) {
                String text = frame(out);
                assertThat(ItemFrames.text(written, i)).isEqualTo(text);
                frames.add(new JsonObject(text));
            }
            assertThat(out.isReadable()).isFalse();
        }

        private static String frame(ByteBuf bytes) {
            assertThat(bytes.readUnsignedByte()).isEqualTo((short) 0x81);
            int length = bytes.readUnsignedByte();
            length = length == 126 ? bytes.readUnsignedShort() : length;
            return bytes.readCharSequence(length, UTF_8).toString();
        }

        @Override
        public void ping() {}

        @Override
        public void close(CloseReason reason) {}
    }

    private static String event(String type, String source) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"" + source + "\",\"type\":\"" + type + "\"}";
    }

    @Test
    void anEventCarriesItsPlaceAndItsCursor() {
        loop.open("alice", channel);
        loop.append("everyone", event("t", "/s"));
        for (int i = 0; i < 40; i++) {
            loop.append("alice", event("t", "/s"));
        }
        loop.publish();
        assertThat(channel.frames).hasSize(41);
        assertThat(channel.frames).extracting(frame -> frame.getString("inboxid")).contains("0-0", "0-v", "0-10", "1-0");
        assertThat(channel.frames)
                .allSatisfy(frame ->
                        assertThat(Cursor.parse(frame.getString("cursor"))).isPresent());
    }

    @Test
    void aChangeOfTheInboxIsNoItem() {
        loop.open("alice", channel);
        loop.append("alice", event("tidings.inbox.changed", "/tidings/inbox"));
        loop.publish();
        assertThat(channel.frames).hasSize(1);
        assertThat(channel.frames.get(0).containsKey("inboxid")).isFalse();
        assertThat(channel.frames.get(0).getString("cursor")).isNotEmpty();
    }

    @Test
    void aWelcomeAfterAGapNamesTheInbox() {
        loop.open("alice", channel);
        assertThat(channel.texts.get(0).getJsonObject("data").getString("inbox")).isEqualTo(INBOX);
        Welcome resumed = new Welcome(
                new Cursor(1, List.of()), null, List.of(), Duration.ofSeconds(25), loop.clock.instant());
        assertThat(new JsonObject(channel.format().welcome(resumed)).getJsonObject("data").containsKey("inbox"))
                .isFalse();
    }

    @Test
    void aWelcomeNamesNoInboxWhereItIsOff() {
        loop.open("alice", channel);
        Welcome gap = new Welcome(
                new Cursor(1, List.of()),
                GapReason.CURSOR_TOO_OLD,
                List.of(),
                Duration.ofSeconds(25),
                loop.clock.instant());
        String off = new WireFormat(Clock.systemUTC(), null).welcome(gap);
        assertThat(new JsonObject(off).getJsonObject("data").containsKey("inbox")).isFalse();
    }
}
