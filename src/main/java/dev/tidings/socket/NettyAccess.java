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
 * The only place that knows how Vert.x 4 hides the Netty channel, and what its handlers are called. Vert.x 5 moves both:
 * then the channel is not found, and sessions write through the public API.
 */
final class NettyAccess {
    /** Turns frame objects into bytes; what is written below it is bytes already. */
    private static final String ENCODER = "wsencoder";
    /** Turns bytes into frame objects. */
    private static final String DECODER = "wsdecoder";
    /** Vert.x' own handler, last in the pipeline, which does not pass on that a channel has become writable. */
    static final String HANDLER = "handler";
    /** Would close a connection that only we write to; sessions have heartbeats of their own. */
    private static final String IDLE = "idle";

    /** What waits here is a slow reader's cost in memory; the kernel's buffer in front of it keeps the wire busy. */
    private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(1024, 4096);

    private NettyAccess() {}

    static Optional<Channel> channelOf(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? Optional.of(connection.channel())
                : Optional.empty();
    }

    /** Whether the pipeline is the one that is known here. */
    static boolean knows(Channel channel) {
        return Stream.of(DECODER, ENCODER, HANDLER)
                .allMatch(name -> channel.pipeline().get(name) != null);
    }

    /** Makes the channel fit for a session; {@code sendBuffer} is what the kernel may hold, 0 for its own choice. */
    static void prepare(Channel channel, int sendBuffer, WebSocketDecoderConfig frames) {
        channel.config().setWriteBufferWaterMark(MARKS);
        if (sendBuffer > 0) {
            channel.config().setOption(ChannelOption.SO_SNDBUF, sendBuffer);
        }
        removeIdleHandler(channel);
        if (knows(channel)) {
            decodeStrictly(channel, frames);
        }
    }

    /** The present decoder passes on what it has read and not decoded yet. */
    private static void decodeStrictly(Channel channel, WebSocketDecoderConfig frames) {
        channel.pipeline().replace(DECODER, DECODER, new FrameDecoder(frames));
    }

    /**
     * Says that nothing more comes from here. The connection is not closed at once: what the client has sent and nobody has
     * read would make a reset of that, which may overtake the close frame.
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

    /** Where frames that are bytes already can be written, once the upgrade is done. */
    static Optional<ChannelHandlerContext> belowEncoder(Channel channel) {
        return knows(channel) ? Optional.ofNullable(channel.pipeline().context(ENCODER)) : Optional.empty();
    }

    private static void removeIdleHandler(Channel channel) {
        if (channel.pipeline().get(IDLE) != null) {
            channel.pipeline().remove(IDLE);
        }
    }
}
