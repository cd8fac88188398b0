package dev.tidings.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What a client sends: masked by zeros, which is allowed and costs nothing. */
final class Frames {
    private static final int MASKED = 0x80;
    private static final int NO_MASK = 0;
    private static final int MEDIUM = 126;
    private static final short GOING = 1000;

    private Frames() {}

    static ByteBuf text(String payload) {
        byte[] bytes = payload.getBytes(US_ASCII);
        return frame(FrameReader.TEXT, bytes);
    }

    static ByteBuf pong(byte[] payload) {
        return frame(FrameReader.PONG, payload);
    }

    static ByteBuf goodbye() {
        return frame(FrameReader.CLOSE, new byte[] {GOING >> 8, (byte) GOING});
    }

    private static ByteBuf frame(int kind, byte[] payload) {
        ByteBuf frame = Unpooled.buffer(8 + payload.length);
        frame.writeByte(kind);
        if (payload.length < MEDIUM) {
            frame.writeByte(MASKED | payload.length);
        } else {
            frame.writeByte(MASKED | MEDIUM).writeShort(payload.length);
        }
        return frame.writeInt(NO_MASK).writeBytes(payload);
    }
}
