package dev.tidings.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a port on which nothing listens. */
public final class FreePort {
    // The range is below the ports of outgoing connections, so that none of them takes the port before we bind.
    private static final int FIRST = 20_000;
    private static final int END = 32_768;
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** Returns a port of the loopback address that was free a moment ago. */
    public static int find() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "free port: none in " + ATTEMPTS + " attempts (expected: one in " + FIRST + ".." + (END - 1) + ")");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
