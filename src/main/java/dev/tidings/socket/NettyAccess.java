package dev.tidings.socket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;

/**
 * The only place that knows how Vert.x 4 hides the Netty channel, and what its handlers are called. Vert.x 5 moves both:
 * then the channel is not found, and sessions write through the public API.
 */
final class NettyAccess {
    /** Turns frame objects into bytes; what is written below it is bytes already. */
    private static final String ENCODER = "wsencoder";
    /** Vert.x' own handler, last in the pipeline, which does not pass on that a channel has become writable. */
    static final String HANDLER = "handler";
    /** Would close a connection that only we write to; sessions have heartbeats of their own. */
    private static final String IDLE = "idle";

    private NettyAccess() {}

    static Optional<Channel> channelOf(HttpServerRequest request) {
        return request.connection() instanceof ConnectionBase connection
                ? Optional.of(connection.channel())
                : Optional.empty();
    }

    /** Where frames that are bytes already can be written, once the upgrade is done. */
    static Optional<ChannelHandlerContext> belowEncoder(Channel channel) {
        boolean known = channel.pipeline().get(HANDLER) != null;
        return known ? Optional.ofNullable(channel.pipeline().context(ENCODER)) : Optional.empty();
    }

    static void removeIdleHandler(Channel channel) {
        if (channel.pipeline().get(IDLE) != null) {
            channel.pipeline().remove(IDLE);
        }
    }
}
