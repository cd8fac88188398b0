package dev.tidings.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients that come together, spread over one or more instances of a subject, and go together. */
public final class Crowd implements AutoCloseable {
    private static final int IN_FLIGHT = 500;
    private static final int OPENING_SECONDS = 90;
    private static final int LEAVING_SECONDS = 20;

    private final Clients clients;
    private final Dialect dialect;
    private final List<InetSocketAddress> servers;
    private final List<Guest> guests;
    private final List<Client> members = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<Guest> welcomed = new ArrayList<>();
    private final CountDownLatch opening;
    private final CountDownLatch leaving;
    private final Bootstrap bootstrap;
    private volatile String failure = "";
    private volatile long openedAt;
    private volatile int closeCode;
    private volatile boolean closed;
    private int begun;

    private Crowd(Clients clients, Dialect dialect, List<Integer> ports, List<Guest> guests) {
        this.clients = clients;
        this.dialect = dialect;
        this.servers = ports.stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
        this.guests = guests;
        this.opening = new CountDownLatch(guests.size());
        this.leaving = new CountDownLatch(guests.size());
        this.bootstrap = clients.bootstrap();
    }

    /** All of them connected and their sessions open, a bounded number at a time. */
    public static Crowd open(Clients clients, Dialect dialect, List<Integer> ports, List<Guest> guests) {
        Crowd crowd = new Crowd(clients, dialect, ports, guests);
        clients.run(() -> {
            for (int i = 0; i < IN_FLIGHT; i++) {
                crowd.connectNext();
            }
        });
        try {
            crowd.awaitOpen();
            return crowd;
        } catch (RuntimeException e) {
            crowd.cut();
            throw e;
        }
    }

    private void connectNext() {
        if (begun < guests.size() && failure.isEmpty()) {
            connect(begun++);
        }
    }

    private void connect(int place) {
        Client client = new Client(this, guests.get(place));
        members.add(client);
        bootstrap
                .clone()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        channel.pipeline().addLast(client);
                    }
                })
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 30_000)
                .connect(servers.get(place % servers.size()))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        failed(String.valueOf(done.cause()));
                    }
                });
    }

    private void awaitOpen() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(OPENING_SECONDS);
        while (!await(opening, 2)) {
            if (!failure.isEmpty() || System.nanoTime() > deadline) {
                throw new IllegalStateException("connect: " + opening.getCount() + " of " + guests.size()
                        + " not open: " + failure + " (expected: all in " + OPENING_SECONDS + " s)");
            }
        }
    }

    Dialect dialect() {
        return dialect;
    }

    FrameReader frames() {
        return clients.frames();
    }

    Tally tally() {
        return clients.tally();
    }

    String host(Channel channel) {
        return "127.0.0.1:" + ((InetSocketAddress) channel.remoteAddress()).getPort();
    }

    void opened(Client client, String cursor, Channel channel) {
        welcomed.add(client.guest().back(cursor));
        openedAt = System.nanoTime();
        opening.countDown();
        connectNext();
    }

    void left(boolean wasOpen, boolean asked) {
        if (!wasOpen) {
            failed("closed before the session was open (expected: open)");
        } else if (!asked) {
            tally().closed();
        }
        leaving.countDown();
    }

    /** The subject ends a connection, with that code. */
    void told(int code) {
        closeCode = code;
    }

    /** The first failure is the cause of the others. */
    void failed(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
    }

    /** When the last session was open. */
    public long openedAt() {
        return openedAt;
    }

    /** With which code the subject has ended connections; 0 if it has not. */
    public int closeCode() {
        return closeCode;
    }

    /** Each of them with the cursor that its session began with, in the order in which they were let in. */
    public List<Guest> welcomed() {
        return List.copyOf(welcomed);
    }

    public boolean isClosed() {
        return closed;
    }

    public int size() {
        return guests.size();
    }

    /** Events that have not come of those that the ledger says were written to them. */
    public long lost(Ledger ledger) {
        long[] sum = {0};
        clients.run(() -> members.forEach(
                client -> sum[0] += client.own().lost(ledger.of(client.guest().user()))
                        + client.everyone().lost(ledger.of(Event.EVERYONE))));
        return sum[0];
    }

    /** What has not come by now is not waited for any more. */
    public void settle(Ledger ledger) {
        clients.run(() -> members.forEach(client -> {
            client.own().settle(ledger.of(client.guest().user()));
            client.everyone().settle(ledger.of(Event.EVERYONE));
        }));
    }

    /** All say goodbye, and are gone; those that the subject does not let go leave all the same. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        clients.run(() -> channels.forEach(channel -> {
            if (channel.isActive()) {
                channel.pipeline().get(Client.class).leave(channel.pipeline().context(Client.class));
            }
        }));
        await(leaving, LEAVING_SECONDS * 1_000);
        cut();
    }

    private void cut() {
        clients.run(() -> channels.forEach(Channel::close));
    }

    private static boolean await(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
