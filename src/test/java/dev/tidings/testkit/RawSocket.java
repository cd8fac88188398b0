package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A WebSocket client without manners: writes what it is told to, answers nothing, and reads only when asked to. */
public final class RawSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;
    /** What {@link #awaitClose} gives when the connection ends without a close frame. */
    public static final int NO_CLOSE_FRAME = 1006;

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** Of two segments of the loopback: with less, a sender that had to wait goes on by its timer alone. */
    private static final int BUFFER = 128 * 1024;

    private static final int SMALL_BUFFER = 16 * 1024;
    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A frame as it came. */
    public record Frame(int opcode, byte[] payload) {
        public String text() {
            return new String(payload, UTF_8);
        }

        public JsonObject json() {
            return new JsonObject(text());
        }

        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
        }
    }

    /** Upgraded; the welcome has not been read yet. */
    public static RawSocket open(TidingsProcess tidings, String token) {
        return open(tidings, token, "");
    }

    /** {@code query} with its question mark. */
    public static RawSocket open(TidingsProcess tidings, String token, String query) {
        return open(tidings.port(), token, query);
    }

    /** For which the kernel takes little while nobody reads; once it was full, it is slow to get going again. */
    public static RawSocket openSmall(TidingsProcess tidings, String token) {
        return open(tidings.port(), token, "", SMALL_BUFFER);
    }

    /** To any port on 127.0.0.1, that of a {@link NetworkProxy} say. */
    public static RawSocket open(int port, String token, String query) {
        return open(port, token, query, BUFFER);
    }

    private static RawSocket open(int port, String token, String query, int buffer) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(buffer);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            RawSocket raw = new RawSocket(socket);
            raw.upgrade(token, query);
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void upgrade(String token, String query) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(("GET /ws" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        bytes(request.toByteArray());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        String status = line();
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new AssertionError("upgrade: " + status + " (expected: 101)");
        }
        while (!line().isEmpty()) {
            // Headers are of no interest.
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("handshake: " + line);
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    /** A masked, final frame. */
    public static byte[] frame(int opcode, byte[] payload) {
        return frame(opcode, payload, true, true);
    }

    public static byte[] frame(int opcode, byte[] payload, boolean last, boolean masked) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (opcode | (last ? 0x80 : 0)));
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            frame.put((byte) (mask | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (mask | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (mask | 127)).putLong(payload.length);
        }
        if (masked) {
            frame.put(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (masked ? MASK[i % 4] : 0)));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    public void text(String text) {
        bytes(frame(TEXT, text.getBytes(UTF_8)));
    }

    /** As they are; nothing happens where the other side has gone already. */
    public void bytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException e) {
            // The other side need not take all of what is wrong.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame. */
    public Frame read() {
        try {
            return readFrame();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next text frame. */
    public JsonObject next() {
        while (true) {
            Frame frame = read();
            if (frame.opcode() == TEXT) {
                return frame.json();
            }
            if (frame.opcode() == CLOSE) {
                throw new AssertionError("frame: close " + frame.closeCode() + " (expected: text)");
            }
        }
    }

    private Frame readFrame() throws IOException {
        int opcode = in.readUnsignedByte() & 0xf;
        long length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(opcode, payload);
    }

    /** Reads over everything up to the close frame, and tells its code. */
    public int awaitClose() {
        try {
            while (true) {
                Frame frame = readFrame();
                if (frame.opcode() == CLOSE) {
                    return frame.closeCode();
                }
            }
        } catch (EOFException | SocketException e) {
            return NO_CLOSE_FRAME;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads over everything until the other side has cut the connection. */
    public void awaitEnd() {
        try {
            while (in.skip(1 << 20) > 0 || in.read() >= 0) {
                // What still comes is of no interest.
            }
        } catch (SocketException e) {
            // A reset is an end too.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves by a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
