package dev.tidings.chaos;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Where clients may connect, as a load balancer without a memory offers it. */
record Doors(List<Integer> ports) {
    Doors {
        ports = List.copyOf(ports);
    }

    /** Any one, but not {@code avoided} where there is another. */
    int pick(int avoided) {
        List<Integer> choice = ports.stream().filter(port -> port != avoided).toList();
        List<Integer> from = choice.isEmpty() ? ports : choice;
        return from.get(ThreadLocalRandom.current().nextInt(from.size()));
    }

    boolean isOnlyOne() {
        return ports.size() == 1;
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
