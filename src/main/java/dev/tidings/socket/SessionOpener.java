package dev.tidings.socket;

import dev.tidings.identity.Identity;
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
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens a session for a connection, with its channel and its loop. On the connection's event loop only. */
@Singleton
class SessionOpener {
    private static final Logger LOG = Logger.getLogger(SessionOpener.class);

    private final Logins logins;
    private final PushLoops loops;
    private final SocketChannels channels;
    private final SocketConfig config;
    private final Clock clock;

    SessionOpener(Logins logins, PushLoops loops, SocketChannels channels, SocketConfig config, Clock clock) {
        this.logins = logins;
        this.loops = loops;
        this.channels = channels;
        this.config = config;
        this.clock = clock;
    }

    void open(WebSocketConnection connection) {
        UserData data = connection.userData();
        Identity identity = data.remove(Connections.IDENTITY);
        Optional<String> cursor = Optional.ofNullable(data.remove(Connections.CURSOR));
        Channel channel = data.remove(Connections.CHANNEL);
        forgetHeaders(data.remove(Connections.REQUEST));
        if (identity == null || channel == null) {
            LOG.errorf("connection without identity or channel: closed");
            Closing.send(connection, CloseReason.INTERNAL).subscribe().with(sent -> {}, failure -> {});
            return;
        }
        EventLoop eventLoop = channel.eventLoop();
        PushLoop loop = loops.of(eventLoop);
        SocketChannel out = channels.of(connection, channel);
        Inbound inbound = new Inbound(clock, config.maxMessagesPerSecond(), config.maxOffences());
        Session session = logins.open(identity, cursor, out, loop);
        Client client = new Client(session, inbound, out);
        data.put(Connections.CLIENT, client);
        channels.guard(client, channel);
    }

    /** Clears the headers after the upgrade, since Vert.x keeps request and response for the life of the connection. */
    private static void forgetHeaders(@Nullable HttpServerRequest request) {
        if (request != null) {
            request.headers().clear();
            request.response().headers().clear();
        }
    }
}
