package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** A broker that is a process of its own, so that it can be stopped, killed and started again with the same data. */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "broker-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    private final Path data = Path.of("target", "test-kafka", name);
    private final Path log = Path.of("target", "it-logs", name + ".log").toAbsolutePath();
    private final int port = FreePort.find();
    private @Nullable Process process;

    private BrokerProcess() {}

    /** Running, and answering. */
    public static BrokerProcess startNew() {
        BrokerProcess broker = new BrokerProcess();
        broker.start();
        return broker;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public Path log() {
        return log;
    }

    /** On the same port, with the same data; returns when it answers. */
    public void start() {
        launch();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            await("broker, see " + log).atMost(START).ignoreExceptions().until(() -> !admin.describeCluster()
                    .nodes()
                    .get(1, TimeUnit.SECONDS)
                    .isEmpty());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void launch() {
        try {
            Files.createDirectories(log.getParent());
            process = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classpath,
                BrokerMain.class.getName(),
                Integer.toString(port),
                data.toString());
    }

    public Process process() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("broker: not running (expected: started)");
        }
        return running;
    }

    /** SIGKILL, and until it is gone. */
    public void kill() {
        try {
            process().destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        Folders.delete(data);
    }
}
