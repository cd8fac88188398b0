package dev.tidings.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An upgrade written by hand: with headers that no decent client would send. */
public final class RawUpgrade {
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";

    /** A masked close frame without a code. */
    private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};

    private final URI uri;
    private String target;
    private final List<String> headers = new ArrayList<>();

    private RawUpgrade(URI uri) {
        this.uri = uri;
        this.target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    public static RawUpgrade to(URI uri) {
        return new RawUpgrade(uri);
    }

    /** Path and query as they stand, malformed ones too. */
    public RawUpgrade target(String other) {
        this.target = other;
        return this;
    }

    public RawUpgrade header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    public RawUpgrade bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** One line of Sec-WebSocket-Protocol; call it again for another. */
    public RawUpgrade protocols(String line) {
        return header(PROTOCOL, line);
    }

    /** The subprotocol entry in which a browser brings its token. */
    public static String carrier(String token) {
        return encode("quarkus-http-upgrade#Authorization#Bearer " + token);
    }

    /** As encodeURIComponent does. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Status, headers in lower case, body if there is one. */
    public record Answer(int status, List<String> headers, String body) {
        public String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).trim())
                    .findFirst()
                    .orElse("");
        }
    }

    public Answer send() {
        String request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + uri.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("", headers.stream().map(line -> line + "\r\n").toList()) + "\r\n";
        return exchange(uri.getPort(), request);
    }

    /** What 127.0.0.1 answers to a request as it stands. */
    public static Answer exchange(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            Answer answer = read(socket.getInputStream());
            if (answer.status() == 101) {
                leave(socket);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a client that goes once it has been greeted: one that vanishes would be logged by the server. */
    private static void leave(Socket socket) throws IOException {
        if (socket.getInputStream().read() >= 0) {
            socket.getOutputStream().write(CLOSE);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private static Answer read(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            lines.add(line);
        }
        if (lines.isEmpty()) {
            throw new IOException("answer: none (expected: a status line)");
        }
        int status = Integer.parseInt(lines.get(0).substring(9, 12));
        Answer head = new Answer(status, lines.subList(1, lines.size()), "");
        String length = head.header("content-length");
        int bytes = length.isEmpty() ? 0 : Integer.parseInt(length);
        return new Answer(status, head.headers(), new String(in.readNBytes(bytes), StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
