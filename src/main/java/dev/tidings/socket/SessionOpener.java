package dev.tidings.socket;

import dev.tidings.concurrent.TokenRate;
import dev.tidings.session.CloseReason;
import dev.tidings.session.PushLoop;
import dev.tidings.session.Session;
import dev.tidings.socket.Connections.Client;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Opens a session for a connection, with its channel and its loop. On the connection's event loop only. */
@Singleton
class SessionOpener {
    private static final Logger LOG = Logger.getLogger(SessionOpener.class);

    /** A client may send the messages of this time at once. */
    private static final Duration BURST = Duration.ofSeconds(2);

    private final Logins logins;
    private final PushLoops loops;
    private final SocketChannels channels;
    private final SocketConfig config;
    private final Clock clock;
    private final TokenRate messageRate;

    SessionOpener(Logins logins, PushLoops loops, SocketChannels channels, SocketConfig config, Clock clock) {
        this.logins = logins;
        this.loops = loops;
        this.channels = channels;
        this.config = config;
        this.clock = clock;
        this.messageRate = TokenRate.of(2L * config.maxMessagesPerSecond(), BURST);
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
        EventLoop eventLoop = channel.eventLoop();
        PushLoop loop = loops.of(eventLoop);
        SocketChannel out = channels.of(connection, channel);
        Inbound inbound = new Inbound(clock, messageRate, config.maxOffences());
        Session session = logins.open(admitted.identity(), Optional.ofNullable(admitted.cursor()), out, loop);
        Client client = new Client(session, inbound, out);
        data.put(Connections.CLIENT, client);
        channels.guard(client, channel);
    }

    /** Clears the headers after the upgrade, since Vert.x keeps request and response for the life of the connection. */
    private static void clearHeaders(HttpServerRequest request) {
        request.headers().clear();
        request.response().headers().clear();
    }
}
