package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports below the ephemeral range: one found free is not taken by an outgoing connection before it is used.
 *
 * <p>Each JVM that the build runs tests in has a range of its own and hands out each port once, so that nobody else finds it
 * free before its process listens.
 */
public final class FreePort {
    private static final int FIRST = 12_000;
    private static final int EACH = 4_000;
    private static final int RANGES = 5;

    private static final int LOW = Fork.isKnown() ? FIRST + (Fork.NUMBER - 1) % RANGES * EACH : FIRST;
    private static final int SIZE = Fork.isKnown() ? EACH : RANGES * EACH;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(SIZE));

    private FreePort() {}

    public static int find() {
        for (int attempt = 0; attempt < SIZE; attempt++) {
            int port = LOW + Math.floorMod(NEXT.getAndIncrement(), SIZE);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("free port: none (expected: one from " + LOW + " on, of " + SIZE + ")");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
