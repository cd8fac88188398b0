package dev.tidings.bench.vertx;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;

/** Takes WebSockets at {@code /ws}, for the user that the query names. */
final class Server extends VerticleBase {
    private static final int BACKLOG = 16_384;

    private final Sockets sockets;

    Server(Sockets sockets) {
        this.sockets = sockets;
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(System.getenv("PORT")))
                .setAcceptBacklog(BACKLOG);
        return vertx.createHttpServer(options).webSocketHandler(this::open).listen();
    }

    private void open(ServerWebSocket socket) {
        String user =
                new QueryStringDecoder(socket.uri()).parameters().get("user").get(0);
        sockets.add(user, socket);
        socket.closeHandler(closed -> sockets.remove(user, socket));
        socket.exceptionHandler(failure -> socket.close());
    }
}
