package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A request written by hand: with a target and headers that no decent client would send. */
public final class RawRequest {
    private final String line;
    private final StringBuilder headers = new StringBuilder();
    private byte[] body = {};

    private RawRequest(String line) {
        this.line = line;
    }

    /** The target as it stands, malformed ones too. */
    public static RawRequest of(String method, String target) {
        return new RawRequest(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    }

    public RawRequest header(String name, String value) {
        headers.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    public RawRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** With its length. */
    public RawRequest body(byte[] bytes) {
        body = bytes.clone();
        return header("Content-Length", Integer.toString(bytes.length));
    }

    /** In chunks of 32 KB, without its length. */
    public RawRequest chunks(byte[] bytes) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += 32_768) {
            byte[] chunk = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 32_768));
            chunks.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
            chunks.writeBytes(chunk);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        body = chunks.toByteArray();
        return header("Transfer-Encoding", "chunked");
    }

    /** Status, headers as they came, body. */
    public record Answer(int status, List<String> headers, String body) {
        public String header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    public Answer send(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            write(socket);
            return answer(new String(read(socket), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Socket socket) {
        try {
            socket.getOutputStream().write((line + headers + "\r\n").getBytes(ISO_8859_1));
            socket.getOutputStream().write(body);
        } catch (IOException e) {
            // The other side need not take all of what is too much.
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (IOException e) {
            if (all.size() == 0) {
                throw e;
            }
        }
        return all.toByteArray();
    }

    /** A 100 that comes first is left out. */
    private static Answer answer(String text) {
        String rest = text.startsWith("HTTP/1.1 100") ? text.substring(text.indexOf("\r\n\r\n") + 4) : text;
        int end = rest.indexOf("\r\n\r\n");
        List<String> lines = Arrays.asList(rest.substring(0, end).split("\r\n"));
        return new Answer(
                Integer.parseInt(lines.get(0).substring(9, 12)),
                lines.subList(1, lines.size()),
                rest.substring(end + 4));
    }
}
