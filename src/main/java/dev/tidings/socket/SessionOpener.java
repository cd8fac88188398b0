package dev.tidings.socket;

import dev.tidings.concurrent.TokenRate;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.socket.Connections.Client;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Opens a session for a connection, with its channel and its loop. On the connection's event loop only. */
@Singleton
class SessionOpener {
    private static final Logger LOG = Logger.getLogger(SessionOpener.class);

    /** A client may send the messages of this time at once. */
    private static final Duration BURST = Duration.ofSeconds(2);

    private final Logins logins;
    private final PushLoops loops;
    private final SocketConfig config;
    private final Clock clock;
    private final TokenRate messageRate;
    private final MergedChannel.Wire wire;
    private final int maxMessageSize;
    private final WebSocketDecoderConfig frames;
    private final AtomicBoolean fallbackSaid = new AtomicBoolean();

    SessionOpener(
            Logins logins,
            PushLoops loops,
            SocketConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.websockets-next.server.max-message-size") int maxMessageSize) {
        this.logins = logins;
        this.loops = loops;
        this.config = config;
        this.clock = clock;
        this.messageRate = TokenRate.of(2L * config.maxMessagesPerSecond(), BURST);
        this.maxMessageSize = maxMessageSize;
        this.frames = FrameDecoder.config(maxMessageSize);
        this.wire = new MergedChannel.Wire(new WireFormat(clock), config.closeTimeout());
    }

    void open(WebSocketConnection connection) {
        UserData data = connection.userData();
        Connections.Admitted admitted = data.remove(Connections.ADMITTED);
        Channel channel = admitted == null ? null : admitted.channel();
        if (admitted != null) {
            clearHeaders(admitted.request());
        }
        if (admitted == null || channel == null) {
            LOG.error("connection closed: it has no identity or no channel");
            Closing.send(connection, CloseReason.INTERNAL).subscribe().with(sent -> {}, failure -> {});
            return;
        }
        NettyAccess.prepare(channel, config.sendBuffer(), frames);
        EventLoop eventLoop = channel.eventLoop();
        PushLoop loop = loops.of(eventLoop);
        SocketChannel out = channelFor(connection, channel);
        Inbound inbound = new Inbound(clock, messageRate, config.maxOffences());
        Session session = logins.open(admitted.identity(), Optional.ofNullable(admitted.cursor()), out, loop);
        Client client = new Client(session, inbound, out);
        data.put(Connections.CLIENT, client);
        guard(client, channel);
    }

    /** Clears the headers after the upgrade, since Vert.x keeps request and response for the life of the connection. */
    private static void clearHeaders(HttpServerRequest request) {
        request.headers().clear();
        request.response().headers().clear();
    }

    private SocketChannel channelFor(WebSocketConnection connection, Channel channel) {
        Optional<ChannelHandlerContext> below =
                config.mergedWrites() ? NettyAccess.belowEncoder(channel) : Optional.empty();
        if (below.isPresent()) {
            return new MergedChannel(channel, below.get(), connection, wire);
        }
        if (config.mergedWrites() && fallbackSaid.compareAndSet(false, true)) {
            LOG.warn("Netty channel not found in this version of Vert.x: each frame is written separately");
        }
        return new TextChannel(connection, wire, channel);
    }

    private void guard(Client client, Channel channel) {
        if (client.channel() instanceof TextChannel text) {
            text.onWritable(client.session()::pump);
        }
        if (NettyAccess.supports(channel)) {
            channel.pipeline().addBefore(NettyAccess.HANDLER, FrameGuard.NAME, new FrameGuard(client, maxMessageSize));
        }
    }
}
