package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that keeps what it gets: text frames in a queue, and how it was closed.
 *
 * <p>By Vert.x and not by the JDK, whose client forgets the end of a connection that comes while it hands out a message.
 */
public final class WsClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LOST = 1006;
    private static final int LARGEST = 1 << 24;
    private static final Vertx VERTX =
            Vertx.vertx(new VertxOptions().setUseDaemonThread(true).setEventLoopPoolSize(2));
    private static final WebSocketClient CLIENT = VERTX.createWebSocketClient(new WebSocketClientOptions()
            .setMaxConnections(100_000)
            .setMaxFrameSize(LARGEST)
            .setMaxMessageSize(LARGEST)
            .setClosingTimeout(0));

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private volatile @Nullable Closed closed;
    private volatile Instant closedAt = Instant.MAX;
    private volatile boolean greeted;
    private volatile String failure = "";

    /** On the socket's loop, so that nothing comes before somebody listens. */
    private WsClient(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(this::text)
                .exceptionHandler(broken -> failure = broken.toString())
                .closeHandler(end -> ended());
    }

    private void text(String message) {
        frames.add(message);
        greeted = true;
    }

    private void ended() {
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        if (code == null || code == LOST) {
            closed = new Closed(LOST, failure);
        } else {
            closedAt = Instant.now();
            closed = new Closed(code, reason == null ? "" : reason);
        }
    }

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
        private final WebSocketConnectOptions options;

        private Setup(URI uri) {
            options = new WebSocketConnectOptions()
                    .setAbsoluteURI(uri.toString())
                    .setAllowOriginHeader(false)
                    .setConnectTimeout(5_000)
                    .setTimeout(PATIENCE.toMillis());
        }

        public Setup header(String name, String value) {
            if (name.equalsIgnoreCase("Origin")) {
                // Without this Vert.x removes also an Origin that is given here.
                options.setAllowOriginHeader(true);
            }
            options.addHeader(name, value);
            return this;
        }

        public Setup bearer(String token) {
            return header("Authorization", "Bearer " + token);
        }

        /** In the order of preference. */
        public Setup subprotocols(String first, String... more) {
            options.addSubProtocol(first);
            List.of(more).forEach(options::addSubProtocol);
            return this;
        }

        public WsClient open() {
            return opening().join();
        }

        /**
         * For many at once. It connects on the socket's loop: from another thread, frames that come before this thread
         * has said what to do with the connection are lost.
         */
        public CompletableFuture<WsClient> opening() {
            Promise<WsClient> opened = Promise.promise();
            VERTX.getOrCreateContext()
                    .runOnContext(
                            loop -> CLIENT.connect(options).map(WsClient::new).onComplete(opened));
            return later(opened.future());
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
                return refusal(failure).status();
            });
        }

        public Refused refused() {
            try (WsClient opened = open()) {
                throw new AssertionError("upgrade: 101 " + opened.subprotocol() + " (expected: a refusal)");
            } catch (CompletionException e) {
                return refusal(e);
            }
        }

        private static Refused refusal(Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (!(cause instanceof UpgradeRejectedException rejected)) {
                throw new AssertionError("upgrade: no answer (expected: an HTTP status)", failure);
            }
            Map<String, List<String>> headers = new LinkedHashMap<>();
            rejected.getHeaders().forEach((name, value) -> headers.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(value));
            Buffer body = rejected.getBody();
            return new Refused(rejected.getStatus(), headers, body == null ? "" : body.toString());
        }
    }

    private static <T> CompletableFuture<T> later(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }

    public static Setup to(URI uri) {
        return new Setup(uri);
    }

    public String subprotocol() {
        String chosen = socket.subProtocol();
        return chosen == null ? "" : chosen;
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
        later(socket.writeTextMessage(text)).join();
    }

    public void sendBinary(byte[] bytes) {
        later(socket.writeBinaryMessage(Buffer.buffer(bytes))).join();
    }

    public @Nullable Closed closed() {
        return closed;
    }

    /** When the close frame came; {@link Instant#MAX} where none has. */
    public Instant closedAt() {
        return closedAt;
    }

    public Closed awaitClosed() {
        await().pollDelay(Duration.ZERO).atMost(PATIENCE).until(() -> closed != null);
        Closed end = closed;
        if (end == null) {
            throw new AssertionError("connection: open (expected: closed)");
        }
        return end;
    }

    /** Leaves politely, without waiting. */
    @Override
    public void close() {
        if (!socket.isClosed()) {
            var unused = socket.close();
        }
    }
}
