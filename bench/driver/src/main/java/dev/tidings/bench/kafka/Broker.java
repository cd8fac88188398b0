package dev.tidings.bench.kafka;

import dev.tidings.bench.machine.Child;
import dev.tidings.bench.machine.FreePort;
import dev.tidings.bench.machine.ProcessFacts;
import dev.tidings.bench.machine.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** The broker of a run: one node, in a process of its own, whose data go with it. */
public final class Broker implements AutoCloseable {
    private static final int START_SECONDS = 60;

    private final Child process;
    private final Path data;
    private final Admin admin;
    private final String bootstrap;

    private Broker(Child process, Path data, String bootstrap) {
        this.process = process;
        this.data = data;
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    /** Running, and answering; its data and what it says below that folder. */
    public static Broker start(Path folder) {
        int port = FreePort.find();
        Path data = folder.resolve("kafka");
        delete(data);
        List<String> command = List.of(
                Tool.ofJdk("java"),
                // The second compiler would be at work in the background for minutes, on the subjects' time.
                "-XX:TieredStopAtLevel=1",
                "-Xms512m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                Integer.toString(port),
                Integer.toString(FreePort.find()),
                data.toAbsolutePath().toString());
        Child process = Child.start(command, Path.of("."), Map.of(), folder.resolve("broker.log"));
        Broker broker = new Broker(process, data, "127.0.0.1:" + port);
        broker.awaitAnswer();
        return broker;
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("broker: " + process.lastWords() + " (expected: an answer)");
            }
        }
    }

    private boolean answers() {
        try {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public String bootstrap() {
        return bootstrap;
    }

    public ProcessFacts facts() {
        return process.facts();
    }

    Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ZERO);
        process.close();
        delete(data);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
