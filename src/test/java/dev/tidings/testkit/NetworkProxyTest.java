package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkProxyTest {
    private static final byte[] WORD = "tidings".getBytes(US_ASCII);

    private final List<Socket> sockets = new ArrayList<>();
    private ServerSocket target;
    private NetworkProxy proxy;

    /** The two ends of one connection through the proxy. */
    private record Ends(Socket client, Socket server) {}

    @BeforeEach
    void start() throws IOException {
        target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = NetworkProxy.to(target.getLocalPort(), 7);
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        proxy.close();
        target.close();
    }

    private Ends connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket server = target.accept();
        sockets.addAll(List.of(client, server));
        client.setSoTimeout(5_000);
        server.setSoTimeout(5_000);
        return new Ends(client, server);
    }

    private static void assertPasses(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(WORD);
        assertThat(to.getInputStream().readNBytes(WORD.length)).isEqualTo(WORD);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(150);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(5_000);
    }

    @Test
    void bytesAndTheEndArriveInBothDirections() throws IOException {
        Ends ends = connect();

        assertPasses(ends.client, ends.server);
        assertPasses(ends.server, ends.client);
        ends.server.close();

        assertThat(ends.client.getInputStream().read()).isEqualTo(-1);
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void theEndArrivesAfterAllBytes() throws IOException {
        Ends ends = connect();
        byte[] much = new byte[3_000_000];
        Thread writer = new Thread(() -> {
            try {
                ends.server.getOutputStream().write(much);
                ends.server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        writer.start();

        assertThat(ends.client.getInputStream().readAllBytes()).hasSize(much.length);
    }

    @Test
    void aBlackholeHoldsBackBytesAndTheEnd() throws IOException {
        Ends ends = connect();
        assertPasses(ends.client, ends.server);
        proxy.blackhole();

        ends.client.getOutputStream().write(WORD);
        ends.server.getOutputStream().write(WORD);
        ends.server.shutdownOutput();
        assertSilent(ends.client);
        assertSilent(ends.server);

        proxy.pass();
        assertThat(ends.client.getInputStream().readAllBytes()).isEqualTo(WORD);
    }

    @Test
    void latencyIsAddedInEachDirectionAndKeepsTheOrder() throws IOException {
        Ends ends = connect();
        proxy.latency(Duration.ofMillis(100));
        long start = System.nanoTime();

        ends.client.getOutputStream().write(1);
        ends.client.getOutputStream().write(2);
        assertThat(ends.server.getInputStream().readNBytes(2)).containsExactly(1, 2);
        assertPasses(ends.server, ends.client);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aThrottledClientGetsABoundedNumberOfBytesASecond() throws IOException {
        Ends ends = connect();
        proxy.throttle(10_000);
        long start = System.nanoTime();

        ends.server.getOutputStream().write(new byte[5_000]);
        assertThat(ends.client.getInputStream().readNBytes(5_000)).hasSize(5_000);

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isBetween(Duration.ofMillis(390), Duration.ofSeconds(3));
        assertPasses(ends.client, ends.server);
    }

    @Test
    void theSameSeedResetsTheSameConnections() throws IOException {
        List<Boolean> first = resetHalfOf(8);
        proxy.close();
        proxy = NetworkProxy.to(target.getLocalPort(), 7);

        assertThat(resetHalfOf(8)).isEqualTo(first).contains(true, false);
    }

    /** Which of them were reset, in the order they were made. */
    private List<Boolean> resetHalfOf(int count) throws IOException {
        List<Boolean> reset = new ArrayList<>();
        List<Ends> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(connect());
            assertPasses(all.get(i).client, all.get(i).server);
        }
        int victims = proxy.reset(0.5);
        for (Ends ends : all) {
            reset.add(isReset(ends.client));
        }
        assertThat(reset).filteredOn(Boolean::booleanValue).hasSize(victims);
        assertThat(proxy.connections()).isEqualTo(count - victims);
        return reset;
    }

    private static boolean isReset(Socket client) throws IOException {
        client.setSoTimeout(50);
        try {
            throw new AssertionError("read: " + client.getInputStream().read() + " (expected: a reset, or nothing)");
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
            return true;
        }
    }
}
