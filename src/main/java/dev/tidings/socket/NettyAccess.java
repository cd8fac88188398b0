package dev.tidings.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
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
    /** Answers what is no frame with a close frame, and needs an encoder on its way out for that. */
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
    static void prepare(Channel channel, int sendBuffer) {
        channel.config().setWriteBufferWaterMark(MARKS);
        if (sendBuffer > 0) {
            channel.config().setOption(ChannelOption.SO_SNDBUF, sendBuffer);
        }
        removeIdleHandler(channel);
        if (knows(channel)) {
            encodeWhatTheDecoderSays(channel);
        }
    }

    /** Vert.x puts the encoder where the decoder's own frames do not pass it, so that they are lost. */
    private static void encodeWhatTheDecoderSays(Channel channel) {
        channel.pipeline().remove(ENCODER);
        channel.pipeline().addBefore(DECODER, ENCODER, new WebSocket13FrameEncoder(false));
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
