package dev.tidings.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The only class that depends on how Vert.x 4 hides the Netty channel, and on the names of its handlers. Vert.x 5
 * changes both: then the channel is not found, and sessions write through the public API.
 */
final class NettyAccess {
    /** The handler that encodes frame objects. Only bytes are written below it. */
    private static final String ENCODER = "wsencoder";
    /** The handler that decodes bytes into frame objects. */
    private static final String DECODER = "wsdecoder";
    /** The handler of Vert.x, last in the pipeline. It does not report that a channel has become writable. */
    static final String HANDLER = "handler";
    /** The handler that would close a connection on which only we write. Sessions have heartbeats of their own. */
    private static final String IDLE = "idle";

    /** The bounds of the buffer of each slow reader: low to save memory. The kernel's buffer keeps the wire busy. */
    private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(1024, 4096);

    private NettyAccess() {}

    static Optional<Channel> channelOf(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? Optional.of(connection.channel())
                : Optional.empty();
    }

    /** Returns whether the pipeline has the expected handlers. */
    static boolean supports(Channel channel) {
        return Stream.of(DECODER, ENCODER, HANDLER)
                .allMatch(name -> channel.pipeline().get(name) != null);
    }

    /** Prepares the channel for a session. {@code sendBuffer} is the kernel's buffer in bytes, 0 for its default. */
    static void prepare(Channel channel, int sendBuffer, WebSocketDecoderConfig frames) {
        channel.config().setWriteBufferWaterMark(MARKS);
        if (sendBuffer > 0) {
            channel.config().setOption(ChannelOption.SO_SNDBUF, sendBuffer);
        }
        removeIdleHandler(channel);
        if (supports(channel)) {
            decodeStrictly(channel, frames);
        }
    }

    /** Replaces the decoder. The old one passes on the bytes that it has read and not decoded yet. */
    private static void decodeStrictly(Channel channel, WebSocketDecoderConfig frames) {
        channel.pipeline().replace(DECODER, DECODER, new FrameDecoder(frames));
    }

    /**
     * Shuts down the output. The connection is not closed at once: if bytes from the client are unread, a close would
     * send a reset, which may overtake the close frame.
     */
    static void endOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            shutdownOutput(channel);
        } else {
            tls.closeOutbound().addListener(said -> shutdownOutput(channel));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored")
    private static void shutdownOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    /** Returns the context that writes encoded frames, once the upgrade is done. */
    static Optional<ChannelHandlerContext> belowEncoder(Channel channel) {
        return supports(channel) ? Optional.ofNullable(channel.pipeline().context(ENCODER)) : Optional.empty();
    }

    private static void removeIdleHandler(Channel channel) {
        if (channel.pipeline().get(IDLE) != null) {
            channel.pipeline().remove(IDLE);
        }
    }
}
