package dev.tidings.socket;

import static dev.tidings.testkit.RawSocket.CLOSE;
import static dev.tidings.testkit.RawSocket.CONTINUATION;
import static dev.tidings.testkit.RawSocket.PONG;
import static dev.tidings.testkit.RawSocket.TEXT;

import dev.tidings.testkit.RawSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Frames as bytes, fragments above all. */
final class FrameBytes {
    private FrameBytes() {}

    static byte[] close(int code, int... reason) {
        ByteBuffer payload = ByteBuffer.allocate(2 + reason.length).putShort((short) code);
        Arrays.stream(reason).forEach(octet -> payload.put((byte) octet));
        return RawSocket.frame(CLOSE, payload.array());
    }

    static byte[] repeat(int times, byte[]... frames) {
        byte[] once = join(frames);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(once);
        }
        return all.toByteArray();
    }

    static byte[] pong() {
        return RawSocket.frame(PONG, filler(0));
    }

    static byte[] filler(int length) {
        byte[] filler = new byte[length];
        Arrays.fill(filler, (byte) 'x');
        return filler;
    }

    static byte[] bytes(int... octets) {
        byte[] all = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            all[i] = (byte) octets[i];
        }
        return all;
    }

    static byte[] text(int... octets) {
        return RawSocket.frame(TEXT, bytes(octets));
    }

    static byte[] fragment(int opcode, boolean last, byte... payload) {
        return RawSocket.frame(opcode, payload, last, true);
    }

    static byte[] start(int opcode) {
        return fragment(opcode, false);
    }

    static byte[] next() {
        return fragment(CONTINUATION, false);
    }

    static byte[] end(byte[] payload) {
        return fragment(CONTINUATION, true, payload);
    }

    static byte[] part(int opcode, byte[] of, int from, int to) {
        return fragment(opcode, false, Arrays.copyOfRange(of, from, to));
    }

    static byte[] mid(byte[] of, int from, int to) {
        return part(CONTINUATION, of, from, to);
    }

    static byte[] rest(byte[] of, int from) {
        return end(Arrays.copyOfRange(of, from, of.length));
    }

    static byte[] join(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List.of(frames).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
