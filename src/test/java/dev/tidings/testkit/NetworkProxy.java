package dev.tidings.testkit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A bad network in front of a local port: cuts, delays, slows down and resets connections while they run.
 *
 * <p>Like TCP itself it loses no byte of a connection that lives on: what a {@link #blackhole} holds back arrives after the
 * next {@link #pass}. All methods may be called by any thread.
 */
public final class NetworkProxy implements AutoCloseable {
    /** So that what the proxy itself takes in is no large part of what a slow reader leaves lying. */
    private static final int RECEIVE_BUFFER = 16 * 1024;

    private static final int LARGEST_READ = 16 * 1024;
    private static final int BACKLOG = 4096;

    private final int targetPort;
    private final Random random;
    private final EventLoopGroup group = new NioEventLoopGroup(1);
    private final Channel server;
    // Both touched on the group's one loop alone.
    private final List<ProxiedConnection> connections = new ArrayList<>();
    private Conditions conditions = Conditions.GOOD;

    /** What the network is like; {@code bytesPerSecond} holds for each connection, toward the client, 0 for any number. */
    record Conditions(boolean blackhole, Duration latency, int bytesPerSecond) {
        static final Conditions GOOD = new Conditions(false, Duration.ZERO, 0);
    }

    private NetworkProxy(int targetPort, long seed) {
        this.targetPort = targetPort;
        this.random = new Random(seed);
        this.server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Accepting())
                .bind(InetAddress.getLoopbackAddress(), FreePort.find())
                .syncUninterruptibly()
                .channel();
    }

    /** Passes everything on at first; the seed decides which connections {@link #reset} meets. */
    public static NetworkProxy to(int targetPort, long seed) {
        return new NetworkProxy(targetPort, seed);
    }

    /** Where clients connect, on 127.0.0.1. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** As good a network as there is; what was held back goes on. */
    public void pass() {
        become(Conditions.GOOD);
    }

    /** Nothing passes any more, either way, no end and no reset either; new connections are taken and get no answer. */
    public void blackhole() {
        become(new Conditions(true, Duration.ZERO, 0));
    }

    /** Everything arrives that much later, each way. */
    public void latency(Duration each) {
        become(new Conditions(false, each, 0));
    }

    /** Each client gets no more than that; what it sends itself passes as it is. */
    public void throttle(int bytesPerSecond) {
        become(new Conditions(false, Duration.ZERO, bytesPerSecond));
    }

    /** Resets (RST, to both sides) about that share of the open connections, chosen by the seed; tells how many. */
    public int reset(double share) {
        return onLoop(() -> {
            List<ProxiedConnection> unlucky = connections.stream()
                    .filter(connection -> random.nextDouble() < share)
                    .toList();
            unlucky.forEach(ProxiedConnection::reset);
            return unlucky.size();
        });
    }

    /** Connections that are open now. */
    public int connections() {
        return onLoop(connections::size);
    }

    private void become(Conditions next) {
        onLoop(() -> {
            conditions = next;
            List.copyOf(connections).forEach(ProxiedConnection::goOn);
            return next;
        });
    }

    private <T> T onLoop(Callable<T> task) {
        return group.submit(task).syncUninterruptibly().getNow();
    }

    Conditions conditions() {
        return conditions;
    }

    void forget(ProxiedConnection connection) {
        connections.remove(connection);
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        onLoop(() -> {
            List.copyOf(connections).forEach(ProxiedConnection::reset);
            return 0;
        });
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Accepting extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel client) {
            ProxiedConnection connection = new ProxiedConnection(NetworkProxy.this, client);
            connections.add(connection);
            client.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LARGEST_READ));
            client.pipeline().addLast(connection.fromClient());
            new Bootstrap()
                    .group(client.eventLoop())
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.AUTO_READ, false)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
                    .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_READ))
                    .handler(new Connecting(connection))
                    .connect(InetAddress.getLoopbackAddress(), targetPort)
                    .addListener(connected -> {
                        if (!connected.isSuccess()) {
                            connection.reset();
                        }
                    });
        }
    }

    /** Joins the other half as soon as it stands. */
    private static final class Connecting extends ChannelInboundHandlerAdapter {
        private final ProxiedConnection connection;

        Connecting(ProxiedConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            connection.join(context.channel());
            context.pipeline().remove(this);
        }
    }
}
