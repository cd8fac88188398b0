package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine's own HAProxy with the configuration that is shipped, in front of two instances or more. */
public final class HaProxy implements AutoCloseable {
    public static final Path CONFIGURATION = Path.of("docker", "haproxy", "haproxy.cfg");
    private static final Duration START = Duration.ofSeconds(20);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int outside = FreePort.find();
    private final int inside = FreePort.find();
    private final Path log;
    private final Process process;

    private HaProxy(Path program, List<Integer> instances, Map<String, String> variables) {
        log = Fork.log("haproxy-" + NUMBER.incrementAndGet());
        Map<String, String> environment = new LinkedHashMap<>(variables);
        environment.put("OUTSIDE", address(outside));
        environment.put("INSIDE", address(inside));
        for (int i = 0; i < instances.size(); i++) {
            environment.put("TIDINGS_" + (i + 1), address(instances.get(i)));
        }
        process = launch(program, configuration(instances.size()), environment);
    }

    /** Before anything is started that would stand in front of nothing. */
    public static void require() {
        Program.find("haproxy");
    }

    /** Answering; variables are those of the configuration, beside addresses. */
    public static HaProxy before(List<Integer> instances, Map<String, String> variables) {
        HaProxy started = new HaProxy(Program.find("haproxy"), instances, variables);
        try {
            await("haproxy, see " + started.log).atMost(START).until(started::isUp);
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    /** That which is shipped; for more than two instances with a line for each of the others. */
    private Path configuration(int instances) {
        if (instances <= 2) {
            return CONFIGURATION;
        }
        StringBuilder text = new StringBuilder();
        try {
            text.append(Files.readString(CONFIGURATION));
            for (int i = 3; i <= instances; i++) {
                text.append("    server tidings-%d \"${TIDINGS_%d}\"%n".formatted(i, i));
            }
            return Files.writeString(Files.createTempFile("haproxy", ".cfg"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(Path program, Path configuration, Map<String, String> environment) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(program.toString(), "-db", "-f", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isUp() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("haproxy: ended with " + process.exitValue() + "\n" + log());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), outside)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private static String address(int port) {
        return "127.0.0.1:" + port;
    }

    /** Where clients connect. */
    public int port() {
        return outside;
    }

    public URI http(String path) {
        return URI.create("http://" + address(outside) + path);
    }

    /** By the door that is not published. */
    public URI fromInside(String path) {
        return URI.create("http://" + address(inside) + path);
    }

    public URI ws() {
        return URI.create("ws://" + address(outside) + "/ws");
    }

    /** What it has said of its instances. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
