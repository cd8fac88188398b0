package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A WebSocket client that keeps what it gets: text frames in a queue, and how it was closed. */
public final class WsClient implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private volatile @Nullable Closed closed;
    private volatile Instant closedAt = Instant.MAX;
    private volatile boolean greeted;

    private WsClient() {}

    /** The end of a connection; 1006 with the error's text when it broke. */
    public record Closed(int code, String reason) {}

    /** An upgrade that was refused. */
    public record Refused(int status, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(name))
                    .map(each -> each.getValue().get(0))
                    .findFirst()
                    .orElse("");
        }
    }

    /** How to connect. */
    public static final class Setup {
        private final URI uri;
        private final WebSocket.Builder builder = CLIENT.newWebSocketBuilder().connectTimeout(PATIENCE);

        private Setup(URI uri) {
            this.uri = uri;
        }

        public Setup header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        public Setup bearer(String token) {
            return header("Authorization", "Bearer " + token);
        }

        /** In the order of preference. */
        public Setup subprotocols(String first, String... more) {
            builder.subprotocols(first, more);
            return this;
        }

        public WsClient open() {
            return opening().join();
        }

        /** For many at once. */
        public CompletableFuture<WsClient> opening() {
            WsClient client = new WsClient();
            return builder.buildAsync(uri, client).thenApply(opened -> client);
        }

        /** 101, or the status of the refusal. */
        public int status() {
            return statusLater().join();
        }

        /** The same, for many at once; an upgrade that is granted is closed again. */
        public CompletableFuture<Integer> statusLater() {
            return opening().handle((client, failure) -> {
                if (client != null) {
                    client.close();
                    return 101;
                }
                return refusal(failure).statusCode();
            });
        }

        public Refused refused() {
            try (WsClient opened = open()) {
                throw new AssertionError("upgrade: 101 " + opened.subprotocol() + " (expected: a refusal)");
            } catch (CompletionException e) {
                var response = refusal(e);
                String body = response.body() instanceof String text ? text : "";
                return new Refused(response.statusCode(), response.headers().map(), body);
            }
        }

        private static HttpResponse<?> refusal(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse();
            }
            throw new AssertionError("upgrade: no answer (expected: an HTTP status)", failure);
        }
    }

    public static Setup to(URI uri) {
        return new Setup(uri);
    }

    private WebSocket socket() {
        WebSocket opened = socket;
        if (opened == null) {
            throw new IllegalStateException("socket: not open (expected: open)");
        }
        return opened;
    }

    public String subprotocol() {
        return socket().getSubprotocol();
    }

    /** The next text frame. */
    public String next() {
        try {
            String frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw new AssertionError("frame: none in " + PATIENCE + ", closed=" + closed + " (expected: one)");
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Until the first text frame has come: a handshake's 101 is not yet a session. */
    public void awaitGreeting() {
        await().atMost(PATIENCE).until(() -> greeted);
    }

    /** Text frames that came and were not taken yet. */
    public BlockingQueue<String> frames() {
        return frames;
    }

    public void send(String text) {
        socket().sendText(text, true).join();
    }

    public void sendBinary(byte[] bytes) {
        socket().sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public @Nullable Closed closed() {
        return closed;
    }

    /** When the close frame came; {@link Instant#MAX} where none has. */
    public Instant closedAt() {
        return closedAt;
    }

    public Closed awaitClosed() {
        await().atMost(PATIENCE).until(() -> closed != null);
        Closed end = closed;
        if (end == null) {
            throw new AssertionError("connection: open (expected: closed)");
        }
        return end;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            greeted = true;
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closedAt = Instant.now();
        closed = new Closed(code, reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed = new Closed(1006, String.valueOf(error));
    }

    /** Leaves politely, without waiting. */
    @Override
    public void close() {
        WebSocket opened = socket;
        if (opened != null && !opened.isOutputClosed()) {
            var unused = opened.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failure) -> opened.abort());
        }
    }
}
