package dev.tidings.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Many clients in one thread, the first user and those that follow, each by its token. */
final class Fleet implements AutoCloseable {
    private static final String RESUME = "?cursor=";
    private static final int IN_FLIGHT = 100;
    private static final int IN_FLIGHT_OF_A_STORM = 2_000;
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"([^\"]*)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Tally tally = new Tally();
    private final List<Channel> channels = new ArrayList<>();
    private final EventLoopGroup group;
    private final Bootstrap bootstrap = new Bootstrap();
    private final InetSocketAddress server;
    private final int firstUser;
    private final List<String> tokens;
    /** What stands behind each client's address, "?" included; or none at all. */
    private final List<String> queries;

    private final boolean resuming;
    private final CountDownLatch opening;
    private final CountDownLatch leaving;
    /** Where each client's session began; written by the clients' thread before {@link #opening} is done. */
    private final String[] told;

    private volatile @Nullable String failure;
    private volatile long threadId;
    private final AtomicInteger refused = new AtomicInteger();
    private int begun;

    /** How its clients read: {@code receiveBuffer} 0 is the kernel's choice. */
    record Reading(int receiveBuffer, int mostAtOnce) {
        static final Reading FAST = new Reading(0, 32 * 1024);
    }

    private Fleet(int port, int firstUser, List<String> tokens, List<String> queries, Reading reading) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.firstUser = firstUser;
        this.tokens = tokens;
        this.queries = queries;
        this.resuming = !queries.isEmpty() && queries.get(0).startsWith(RESUME);
        this.told = new String[tokens.size()];
        this.opening = new CountDownLatch(tokens.size());
        this.leaving = new CountDownLatch(tokens.size());
        this.group = new NioEventLoopGroup(1);
        bootstrap
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(reading.mostAtOnce));
        if (reading.receiveBuffer > 0) {
            bootstrap.option(ChannelOption.SO_RCVBUF, reading.receiveBuffer);
        }
    }

    /** All of them connected and welcomed, a bounded number at a time. */
    static Fleet open(int port, List<String> tokens) {
        return open(port, 0, tokens, List.of(), Reading.FAST);
    }

    /** The same, each with its cursor, as after the end of another pod: many more at a time. */
    static Fleet resume(int port, int firstUser, List<String> tokens, List<String> cursors) {
        List<String> queries = cursors.stream().map(cursor -> RESUME + cursor).toList();
        return open(port, firstUser, tokens, queries, Reading.FAST);
    }

    /** Each with its query, that a load balancer looks at. */
    static Fleet by(int port, List<String> tokens, List<String> queries) {
        return open(port, 0, tokens, queries, Reading.FAST);
    }

    static Fleet open(int port, int firstUser, List<String> tokens, Reading reading) {
        return open(port, firstUser, tokens, List.of(), reading);
    }

    private static Fleet open(int port, int firstUser, List<String> tokens, List<String> queries, Reading reading) {
        Fleet fleet = new Fleet(port, firstUser, tokens, queries, reading);
        fleet.group.execute(() -> {
            fleet.threadId = Thread.currentThread().getId();
            for (int i = 0; i < (fleet.resuming ? IN_FLIGHT_OF_A_STORM : IN_FLIGHT); i++) {
                fleet.connectNext();
            }
        });
        fleet.await(fleet.opening, "open");
        return fleet;
    }

    private void connectNext() {
        if (begun == tokens.size()) {
            return;
        }
        connect(begun++);
    }

    /** The server is busy, and has said for how long. */
    void comeBack(int user, int seconds) {
        refused.incrementAndGet();
        var unused = group.schedule(() -> connect(user - firstUser), seconds, TimeUnit.SECONDS);
    }

    /** Handshakes that were told to come back later; read it when all are open. */
    int refused() {
        return refused.get();
    }

    private void connect(int client) {
        String host = "127.0.0.1:" + server.getPort();
        ChannelFuture connected = bootstrap
                .clone()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Receiver(firstUser + client, request(host, client), Fleet.this));
                    }
                })
                .connect(server);
        var unused = connected.addListener(done -> {
            if (!done.isSuccess()) {
                failed(String.valueOf(done.cause()));
            }
        });
    }

    private String request(String host, int client) {
        String query = queries.isEmpty() ? "" : queries.get(client);
        return "GET /ws" + query + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Protocol: cloudevents.json\r\nAuthorization: Bearer " + tokens.get(client)
                + "\r\n\r\n";
    }

    void opened(int user, String welcome, Channel channel) {
        if (resuming && !welcome.contains("\"resumed\":true")) {
            failed(welcome);
        }
        Matcher cursor = CURSOR.matcher(welcome);
        told[user - firstUser] = cursor.find() ? cursor.group(1) : "";
        channels.add(channel);
        opening.countDown();
        connectNext();
    }

    /** Where each session began. */
    List<String> cursors() {
        return List.of(told);
    }

    void left() {
        leaving.countDown();
    }

    /** The first failure is the cause of the others. */
    void failed(String why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** From now on they read nothing, or again all. */
    void stall(boolean stalled) {
        group.submit(() -> channels.forEach(channel -> channel.config().setAutoRead(!stalled)))
                .syncUninterruptibly();
    }

    /** From now on each reads once a second, what it reads at most at once. */
    void trickle() {
        stall(true);
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            long first = 1000L * i / channels.size();
            var unused = group.scheduleAtFixedRate(channel::read, first, 1000, TimeUnit.MILLISECONDS);
        }
    }

    Tally tally() {
        return tally;
    }

    /** CPU that the clients' thread has used. */
    long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(threadId);
    }

    /** Until so many events have come in all. */
    void awaitReceived(long events) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> tally.received() >= events || failure != null);
        if (failure != null) {
            throw new IllegalStateException(failure + " after events=" + tally.received());
        }
        tally.requireFlawless(events);
    }

    private void await(CountDownLatch latch, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!latch.await(50, TimeUnit.MILLISECONDS)) {
                if (failure != null || System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            what + ": " + latch.getCount() + " left, " + failure + " (expected: 0 left)");
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All say goodbye, and are gone. */
    @Override
    public void close() {
        group.execute(() -> channels.forEach(channel -> {
            Receiver.leave(channel.pipeline().context(Receiver.class));
            channel.config().setAutoRead(true);
        }));
        try {
            await(leaving, "leave");
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
        }
    }
}
