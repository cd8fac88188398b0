package dev.tidings.socket;

import dev.tidings.session.CloseReason;
import io.netty.channel.Channel;
import io.quarkus.websockets.next.WebSocketConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends close frames, and reads the ones that come. */
final class Closing {
    private Closing() {}

    /** Sends the reason's close frame; does nothing where the connection has gone. */
    static void send(WebSocketConnection connection, CloseReason reason) {
        if (connection.isClosed() || reason == CloseReason.CONNECTION_LOST || reason == CloseReason.CLIENT_LEFT) {
            return;
        }
        connection
                .close(new io.quarkus.websockets.next.CloseReason(reason.code(), reason.text()))
                .subscribe()
                .with(done -> {}, failure -> {});
    }

    /** Cuts the connection after that time, whether or not the client has taken what was written. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static void cut(Channel channel, Duration after) {
        if (channel.isOpen()) {
            // Not channel.close(): Vert.x makes another closing handshake of that, and waits for its end.
            Runnable cut = () -> channel.pipeline().firstContext().close();
            channel.eventLoop().schedule(cut, after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Why a connection ended that we had not closed. */
    static CloseReason read(int code) {
        return switch (code) {
            case 1000, 1001, 1005 -> CloseReason.CLIENT_LEFT;
            case 1007 -> CloseReason.NOT_UTF8;
            case 1009 -> CloseReason.TOO_BIG;
            default -> CloseReason.CONNECTION_LOST;
        };
    }
}
