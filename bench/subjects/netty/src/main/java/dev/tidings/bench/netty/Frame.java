package dev.tidings.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** A final text frame as a server sends it: written as bytes, past the encoder, with nothing copied twice. */
final class Frame {
    private static final int FINAL_TEXT = 0x81;
    private static final int MOST_HEAD = 10;

    private Frame() {}

    static ByteBuf of(byte[] payload, ByteBufAllocator buffers) {
        int length = payload.length;
        ByteBuf frame = buffers.directBuffer(MOST_HEAD + length).writeByte(FINAL_TEXT);
        if (length < 126) {
            frame.writeByte(length);
        } else if (length < 1 << 16) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        return frame.writeBytes(payload);
    }
}
