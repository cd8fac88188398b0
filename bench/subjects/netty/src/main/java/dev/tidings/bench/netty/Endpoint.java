package dev.tidings.bench.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.util.List;

/** Connects a WebSocket to its user from the handshake until it is closed; what clients say is not listened to. */
final class Endpoint extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Connections connections;
    private final Lanes lanes;
    private String user;
    private Connection connection;

    Endpoint(Connections connections, Lanes lanes) {
        this.connections = connections;
        this.lanes = lanes;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete handshake) {
            open(ctx, handshake.requestUri());
        }
    }

    private void open(ChannelHandlerContext ctx, String uri) {
        user = new QueryStringDecoder(uri)
                .parameters()
                .getOrDefault("user", List.of("nobody"))
                .get(0);
        connection = new Connection(ctx.channel(), lanes.of(ctx.channel().eventLoop()));
        connection.lane().add(connection);
        connections.add(user, connection);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (connection != null) {
            connections.remove(user, connection);
            connection.lane().remove(connection);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        // Pings and closes have been answered before.
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
