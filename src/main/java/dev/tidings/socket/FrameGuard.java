package dev.tidings.socket;

import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.socket.Connections.Client;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Sees frames before Vert.x does, which answers each ping without a bound, repairs text that is not UTF-8, and is silent
 * about what is too big; and hears that the socket takes more again, which Vert.x keeps to itself.
 */
final class FrameGuard extends Utf8FrameValidator {
    static final String NAME = "tidings";

    private final Client client;
    private final int maxMessageSize;
    private int messageSize;

    FrameGuard(Client client, int maxMessageSize) {
        super(false);
        this.client = client;
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        // Of a session that has ended only the end of the closing handshake is of interest.
        if (message instanceof WebSocketFrame frame && !(frame instanceof CloseWebSocketFrame) && refuses(frame)) {
            ReferenceCountUtil.release(frame);
            return;
        }
        super.channelRead(context, message);
    }

    private boolean refuses(WebSocketFrame frame) {
        Session session = client.session();
        if (session.state() instanceof SessionState.Closed) {
            return true;
        }
        CloseReason offence = offenceOf(frame);
        if (offence != null) {
            session.close(offence);
        }
        return offence != null;
    }

    private @Nullable CloseReason offenceOf(WebSocketFrame frame) {
        if (frame.rsv() != 0) {
            return CloseReason.PROTOCOL_ERROR;
        }
        if (frame instanceof PingWebSocketFrame) {
            client.session().heard();
            return client.inbound().allows() ? null : CloseReason.TOO_MANY_MESSAGES;
        }
        if (frame instanceof PongWebSocketFrame) {
            return null;
        }
        messageSize += frame.content().readableBytes();
        boolean tooBig = messageSize > maxMessageSize;
        if (frame.isFinalFragment()) {
            messageSize = 0;
        }
        return tooBig ? CloseReason.TOO_BIG : null;
    }

    /** What the decoder refuses it has answered with a close frame already. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) throws Exception {
        if (failure instanceof CorruptedWebSocketFrameException corrupted) {
            client.session().close(reasonOf(corrupted.closeStatus()));
            return;
        }
        super.exceptionCaught(context, failure);
    }

    private static CloseReason reasonOf(WebSocketCloseStatus status) {
        if (status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)) {
            return CloseReason.NOT_UTF8;
        }
        return status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG) ? CloseReason.TOO_BIG : CloseReason.PROTOCOL_ERROR;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            client.session().pump();
        }
        context.fireChannelWritabilityChanged();
    }
}
