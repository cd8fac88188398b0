package dev.tidings.socket;

import dev.tidings.event.Cursor;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.socket.Connections.Client;
import io.netty.channel.Channel;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * Opens a session for each connection to {@code /ws}, and passes on its client's messages. Every method runs to its end
 * on an event loop. So messages come one after the other without Quarkus' queue, which would hold a kilobyte for each
 * connection.
 */
@Singleton
@Authenticated
@WebSocket(path = "/ws", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
class PushEndpoint {
    private static final Logger LOG = Logger.getLogger(PushEndpoint.class);

    private final SessionOpener opener;
    private final TokenRefresh refresh;
    private final OpenSockets sockets;
    private final InboxMarks marks;

    PushEndpoint(SessionOpener opener, TokenRefresh refresh, OpenSockets sockets, InboxMarks marks) {
        this.sockets = sockets;
        this.opener = opener;
        this.refresh = refresh;
        this.marks = marks;
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        Connections.Admitted admitted = connection.userData().get(Connections.ADMITTED);
        Channel channel = admitted == null ? null : admitted.channel();
        if (channel != null) {
            sockets.opened(channel);
        }
        opener.open(connection);
    }

    @OnTextMessage
    @NonBlocking
    void text(String text, WebSocketConnection connection) {
        Connections.clientOf(connection.userData()).ifPresent(client -> {
            if (isWelcome(client)) {
                handle(client, ClientMessage.parse(text));
            }
        });
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer bytes, WebSocketConnection connection) {
        Connections.clientOf(connection.userData()).ifPresent(client -> {
            if (isWelcome(client)) {
                client.refuse(ErrorCode.NOT_A_CLOUDEVENT, "expected a text frame: this format has no binary frames");
            }
        });
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer bytes, WebSocketConnection connection) {
        Connections.clientOf(connection.userData())
                .ifPresent(client -> client.session().recordActivity());
    }

    @OnClose
    @NonBlocking
    void close(io.quarkus.websockets.next.CloseReason reason, WebSocketConnection connection) {
        Connections.clientOf(connection.userData())
                .ifPresent(client -> client.session().close(Closing.read(reason.getCode())));
    }

    @OnError
    @NonBlocking
    void error(Throwable failure, WebSocketConnection connection) {
        boolean lost =
                connection.isClosed() || failure instanceof IOException || failure instanceof HttpClosedException;
        if (!lost) {
            // Not the failure itself: its message may hold what the client has sent.
            LOG.warnf(
                    "session closed by an internal fault cause=%s",
                    failure.getClass().getName());
        }
        Connections.clientOf(connection.userData())
                .ifPresent(client -> client.session().close(lost ? CloseReason.CONNECTION_LOST : CloseReason.INTERNAL));
    }

    private static boolean isWelcome(Client client) {
        Session session = client.session();
        if (session.state() instanceof SessionState.Closed) {
            return false;
        }
        session.recordActivity();
        if (client.inbound().allows()) {
            return true;
        }
        session.close(CloseReason.TOO_MANY_MESSAGES);
        return false;
    }

    private void handle(Client client, ClientMessage message) {
        if (message instanceof ClientMessage.Token token) {
            refresh.verify(token.token(), client);
        } else if (message instanceof ClientMessage.Ack ack) {
            boolean given = Cursor.parse(ack.cursor())
                    .map(client.session()::acknowledge)
                    .orElse(false);
            if (!given) {
                client.refuse(ErrorCode.CURSOR_INVALID, "tidings.ack: expected a cursor that this session has reached");
            }
        } else if (message instanceof ClientMessage.Mark mark) {
            mark(client, mark);
        } else if (message instanceof ClientMessage.Wrong wrong) {
            client.refuse(wrong.code(), wrong.message());
        }
    }

    private void mark(Client client, ClientMessage.Mark mark) {
        if (marks.areOn()) {
            marks.mark(mark.data(), client);
        } else {
            client.refuse(ErrorCode.UNKNOWN_TYPE, ClientMessage.MARK + ": expected tidings.inbox.enabled to be true");
        }
    }
}
