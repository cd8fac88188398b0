package dev.tidings.chaos;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link Follower}: tells it what comes, and once that it is over. On the loop alone. */
// A write that fails is told of by the end of the connection.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int LOST = 1006;
    private static final int CONNECT_MILLIS = 15_000;
    private static final int LARGEST_FRAME = 1 << 20;

    private final Follower follower;
    private @Nullable Channel channel;
    private long heardAt = System.nanoTime();
    private int code = LOST;
    private int refused;
    private boolean over;

    Connection(Follower follower) {
        this.follower = follower;
    }

    void open(EventLoop loop, int port, String token, @Nullable String cursor) {
        String query = cursor == null ? "" : "?cursor=" + cursor;
        WebSocketClientProtocolHandler webSocket =
                new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                        .webSocketUri(URI.create("ws://127.0.0.1:" + port + "/ws" + query))
                        .subprotocol("cloudevents.json")
                        .customHeaders(new DefaultHttpHeaders().add("Authorization", "Bearer " + token))
                        .handleCloseFrames(false)
                        .maxFramePayloadLength(LARGEST_FRAME)
                        .handshakeTimeoutMillis(CONNECT_MILLIS)
                        .build());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        channel = opened;
                        opened.pipeline()
                                .addLast(new Ear(), new HttpClientCodec(), new HttpObjectAggregator(1 << 16))
                                .addLast(webSocket, Connection.this);
                    }
                });
        bootstrap.connect(Doors.address(port)).addListener(connected -> {
            if (!connected.isSuccess()) {
                end();
            }
        });
    }

    /** Hears all that comes, pings included. */
    private final class Ear extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            heardAt = System.nanoTime();
            context.fireChannelRead(bytes);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (over) {
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            follower.event(new JsonObject(text.text()));
        } else if (frame instanceof CloseWebSocketFrame close) {
            code = close.statusCode() < 0 ? 1005 : close.statusCode();
            context.writeAndFlush(new CloseWebSocketFrame(close.isFinalFragment(), close.rsv(), 1000, ""));
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof WebSocketClientHandshakeException handshake && handshake.response() != null) {
            refused = handshake.response().status().code();
        }
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end();
    }

    private void end() {
        if (!over) {
            over = true;
            follower.ended(this, code, refused);
        }
    }

    void send(JsonObject message) {
        if (channel != null) {
            channel.writeAndFlush(new TextWebSocketFrame(message.encode()));
        }
    }

    long silentNanos() {
        return System.nanoTime() - heardAt;
    }

    /** Lets go at once, without a word: nobody may be there to hear it. */
    void drop() {
        if (channel != null) {
            channel.close();
        }
        end();
    }
}
