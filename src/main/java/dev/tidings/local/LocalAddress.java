package dev.tidings.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The only address in {@code kafka.bootstrap.servers}, if it is on this machine. */
record LocalAddress(String host, int port) {
    private static final Pattern ONE = Pattern.compile("([^:,]+):(\\d{1,5})");
    private static final int CONNECT_MILLIS = 500;

    /** Returns empty for another machine's address and for several: they are a cluster, and nothing is started. */
    static Optional<LocalAddress> of(String bootstrapServers) {
        Matcher one = ONE.matcher(bootstrapServers.trim());
        if (!one.matches()) {
            return Optional.empty();
        }
        LocalAddress address = new LocalAddress(one.group(1), Integer.parseInt(one.group(2)));
        return address.isLoopback() ? Optional.of(address) : Optional.empty();
    }

    boolean isListening() {
        // "localhost" may have an IPv4 and an IPv6 address, and a container's port be bound to either.
        return Stream.of(addresses()).anyMatch(this::accepts);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }

    private boolean accepts(InetAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isLoopback() {
        InetAddress[] addresses = addresses();
        return addresses.length > 0 && addresses[0].isLoopbackAddress();
    }

    private InetAddress[] addresses() {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return new InetAddress[0];
        }
    }
}
