package dev.tidings.socket;

import dev.tidings.socket.Connections.Client;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Creates the channels of connections. On the connection's event loop only. */
@Singleton
class SocketChannels {
    private static final Logger LOG = Logger.getLogger(SocketChannels.class);

    private final SocketConfig config;
    private final MergedChannel.Wire wire;
    private final int maxMessageSize;
    private final WebSocketDecoderConfig frames;
    private final AtomicBoolean fallbackSaid = new AtomicBoolean();

    SocketChannels(
            SocketConfig config,
            Clock clock,
            InboxPort inbox,
            @ConfigProperty(name = "quarkus.websockets-next.server.max-message-size") int maxMessageSize) {
        this.config = config;
        this.maxMessageSize = maxMessageSize;
        this.frames = FrameDecoder.config(maxMessageSize);
        this.wire = new MergedChannel.Wire(new WireFormat(clock, inbox.address()), config.closeTimeout());
    }

    /** Returns the channel to a connection's client. */
    SocketChannel of(WebSocketConnection connection, Channel channel) {
        NettyAccess.prepare(channel, config.sendBuffer(), frames);
        Optional<ChannelHandlerContext> below =
                config.mergedWrites() ? NettyAccess.belowEncoder(channel) : Optional.empty();
        if (below.isPresent()) {
            return new MergedChannel(channel, below.get(), connection, wire);
        }
        if (config.mergedWrites() && fallbackSaid.compareAndSet(false, true)) {
            LOG.warn("this Vert.x hides its channel: frames go out one by one");
        }
        return new TextChannel(connection, wire, channel);
    }

    /** Checks what a client sends from now on, and pumps its session when its socket becomes writable. */
    void guard(Client client, Channel channel) {
        if (client.channel() instanceof TextChannel text) {
            text.onWritable(client.session()::pump);
        }
        if (NettyAccess.supports(channel)) {
            channel.pipeline().addBefore(NettyAccess.HANDLER, FrameGuard.NAME, new FrameGuard(client, maxMessageSize));
        }
    }
}
