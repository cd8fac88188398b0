package dev.tidings.socket;

import dev.tidings.session.CloseReason;
import io.netty.channel.Channel;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Sends close frames, and interprets the received ones. */
final class Closing {
    private static final Set<CloseReason> FAILURES =
            Set.of(CloseReason.PROTOCOL_ERROR, CloseReason.NOT_UTF8, CloseReason.TOO_BIG);

    private Closing() {}

    /** Ends the connection with the reason's close frame. Cuts it after the timeout, even if the frame is unread. */
    static void end(WebSocketConnection connection, Channel channel, CloseReason reason, Duration timeout) {
        if (!connection.isClosed() && reason != CloseReason.CONNECTION_LOST && reason != CloseReason.CLIENT_LEFT) {
            send(connection, reason).subscribe().with(sent -> finish(channel, reason), failure -> {});
        }
        cut(channel, timeout);
    }

    /** Sends the reason's close frame. */
    static Uni<Void> send(WebSocketConnection connection, CloseReason reason) {
        return connection.close(new io.quarkus.websockets.next.CloseReason(reason.code(), reason.text()));
    }

    /** Waits for no answer from a client that breaks the protocol: its answer may be unreadable (RFC 6455, 7.1.7). */
    private static void finish(Channel channel, CloseReason reason) {
        if (FAILURES.contains(reason)) {
            NettyAccess.endOutput(channel);
        }
    }

    /** Cuts the connection after a delay. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static void cut(Channel channel, Duration after) {
        if (channel.isOpen()) {
            // Not channel.close(): Vert.x begins another closing handshake then, and waits for its end.
            Runnable cut = () -> channel.pipeline().firstContext().close();
            channel.eventLoop().schedule(cut, after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns the close reason for a received close code. */
    static CloseReason read(int code) {
        return switch (code) {
            case 1000, 1001, 1005 -> CloseReason.CLIENT_LEFT;
            case 1007 -> CloseReason.NOT_UTF8;
            case 1009 -> CloseReason.TOO_BIG;
            default -> CloseReason.CONNECTION_LOST;
        };
    }
}
