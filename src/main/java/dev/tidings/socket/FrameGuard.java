package dev.tidings.socket;

import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import dev.tidings.socket.Connections.Client;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Checks frames before Vert.x handles them. Vert.x answers each ping without a bound, repairs text that is not UTF-8,
 * ignores all text after an empty fragment, and does not report messages that are too big. Also resumes the session
 * when the socket becomes writable, which Vert.x does not report.
 */
final class FrameGuard extends Utf8FrameValidator {
    static final String NAME = "tidings";

    private final Client client;
    private final int maxMessageSize;
    private final Fragments fragments = new Fragments();
    private int messageSize;
    private int answeredPings;

    FrameGuard(Client client, int maxMessageSize) {
        super(false);
        this.client = client;
        this.maxMessageSize = maxMessageSize;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        // After a session's end only the end of the closing handshake matters.
        if (!(message instanceof WebSocketFrame frame) || frame instanceof CloseWebSocketFrame) {
            super.channelRead(context, message);
            return;
        }
        if (refuses(frame) || fragments.drops(frame)) {
            ReferenceCountUtil.release(frame);
            return;
        }
        super.channelRead(context, fragments.forwarded(frame));
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
        if (frame instanceof PingWebSocketFrame) {
            client.session().recordActivity();
        }
        if (countsAsMessage(frame) && !client.inbound().allows()) {
            return CloseReason.TOO_MANY_MESSAGES;
        }
        return isTooBig(frame) ? CloseReason.TOO_BIG : null;
    }

    /** Returns whether a frame is no message and costs as much. Messages are counted when they are complete. */
    private boolean countsAsMessage(WebSocketFrame frame) {
        if (frame instanceof PongWebSocketFrame) {
            return !answersPing();
        }
        boolean empty = !frame.isFinalFragment() && !frame.content().isReadable();
        return frame instanceof PingWebSocketFrame || (frame instanceof ContinuationWebSocketFrame && empty);
    }

    private boolean answersPing() {
        boolean asked = answeredPings < client.channel().pings();
        answeredPings += asked ? 1 : 0;
        return asked;
    }

    private boolean isTooBig(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame) {
            return false;
        }
        messageSize += frame.content().readableBytes();
        boolean tooBig = messageSize > maxMessageSize;
        if (frame.isFinalFragment()) {
            messageSize = 0;
        }
        return tooBig;
    }

    /** Closes the session for frames that the decoder refuses, and for text that is not UTF-8. */
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
