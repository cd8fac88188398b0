package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WsClientTest {
    private static final int ROUNDS = 200;

    /** A connection that was cut behind a last message: the JDK's client hands that out and then waits for ever. */
    @Test
    void aCloseRightBehindAMessageIsSeen() throws Exception {
        try (ServerSocket server = new ServerSocket(0, ROUNDS, InetAddress.getLoopbackAddress())) {
            Thread cutting = new Thread(() -> greetAndCut(server), "greets-and-cuts");
            cutting.start();
            URI uri = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/ws");
            List<WsClient> clients = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                clients.add(WsClient.to(uri).open());
            }
            for (WsClient client : clients) {
                assertThat(client.awaitClosed().code()).isEqualTo(1006);
                assertThat(client.frames()).containsExactly("one", "two");
            }
            cutting.join();
        }
    }

    private static void greetAndCut(ServerSocket server) {
        try {
            for (int i = 0; i < ROUNDS; i++) {
                try (Socket socket = server.accept()) {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    all.write(accepting(head(socket.getInputStream())).getBytes(UTF_8));
                    all.write("\u0000\u0003one".getBytes(UTF_8));
                    all.write("\u0000\u0003two".getBytes(UTF_8));
                    byte[] bytes = all.toByteArray();
                    bytes[bytes.length - 5] = (byte) 0x81;
                    bytes[bytes.length - 10] = (byte) 0x81;
                    socket.getOutputStream().write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static String accepting(String request) {
        String key = request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept(key) + "\r\n\r\n";
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
