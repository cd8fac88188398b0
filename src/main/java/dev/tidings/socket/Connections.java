package dev.tidings.socket;

import dev.tidings.identity.Identity;
import dev.tidings.session.CloseReason;
import dev.tidings.session.Session;
import dev.tidings.session.SessionState;
import io.netty.channel.Channel;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handshake's results that the endpoint needs. They are kept in the connection's own map. */
final class Connections {
    /** Removed when the session opens. */
    static final TypedKey<Admitted> ADMITTED = new TypedKey<>("tidings.admitted");

    static final TypedKey<Client> CLIENT = new TypedKey<>("tidings.client");

    private Connections() {}

    /**
     * An admitted handshake.
     *
     * @param channel null if this Vert.x hides it
     */
    record Admitted(
            Identity identity,
            @Nullable String cursor,
            HttpServerRequest request,
            @Nullable Channel channel) {}

    /** A session, with the endpoint's own state of its client. */
    record Client(Session session, Inbound inbound, SocketChannel channel) {
        /** Answers a wrong message with {@code tidings.error}; the last one that is allowed closes the session. */
        void refuse(ErrorCode code, String message) {
            if (session.state() instanceof SessionState.Closed) {
                return;
            }
            channel.error(code, message);
            if (inbound.offend()) {
                session.close(CloseReason.POLICY);
            }
        }

        /** Answers a message that may be sent again later, which is no offence. */
        void postpone(ErrorCode code, String message) {
            if (!(session.state() instanceof SessionState.Closed)) {
                channel.error(code, message);
            }
        }
    }

    static Optional<Client> clientOf(UserData data) {
        return Optional.ofNullable(data.get(CLIENT));
    }
}
