package dev.tidings.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** The handshake of a WebSocket, as cheap as it may be. */
final class Upgrade {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(US_ASCII);
    private static final int STATUS_LINE = 12;

    private Upgrade() {}

    static ByteBuf request(Dialect dialect, Guest guest, String host) {
        String text = "GET " + dialect.path(guest) + " HTTP/1.1\r\nHost: " + host
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + dialect.headers(guest) + "\r\n";
        return Unpooled.wrappedBuffer(text.getBytes(US_ASCII));
    }

    /** The status line's beginning ("HTTP/1.1 101"), and the head is read past; empty as long as it is not whole. */
    static String readStatus(ByteBuf in) {
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(END_OF_HEAD), in);
        if (end < 0) {
            return "";
        }
        String status = in.toString(in.readerIndex(), STATUS_LINE, US_ASCII);
        in.readerIndex(end + END_OF_HEAD.length);
        return status;
    }
}
