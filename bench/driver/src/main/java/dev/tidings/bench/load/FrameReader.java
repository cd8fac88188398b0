package dev.tidings.bench.load;

import io.netty.buffer.ByteBuf;

/** Finds the frames in what a server sends; one for all clients of a thread, since it keeps nothing between calls. */
final class FrameReader {
    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8a;

    private static final int MEDIUM = 126;
    private static final int LARGE = 127;

    private int kind;
    private int from;
    private int to;

    /** Whether a whole frame stands at the reader's index; if so it is read past, and stands where the others tell. */
    boolean next(ByteBuf in) {
        int at = in.readerIndex();
        int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        int length = in.getUnsignedByte(at + 1);
        int head = length < MEDIUM ? 2 : length == MEDIUM ? 4 : 10;
        if (available < head) {
            return false;
        }
        if (length == MEDIUM) {
            length = in.getUnsignedShort(at + 2);
        } else if (length == LARGE) {
            length = Math.toIntExact(in.getLong(at + 2));
        }
        if (available < head + length) {
            return false;
        }
        kind = in.getUnsignedByte(at);
        from = at + head;
        to = from + length;
        in.readerIndex(to);
        return true;
    }

    int kind() {
        return kind;
    }

    /** Where the frame's payload begins. */
    int from() {
        return from;
    }

    /** Where it ends. */
    int to() {
        return to;
    }
}
