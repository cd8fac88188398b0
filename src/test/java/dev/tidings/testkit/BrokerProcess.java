package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
    private final int port;
    private final Map<String, String> settings;
    private @Nullable Process process;

    private BrokerProcess(int port, Map<String, String> settings) {
        this.port = port;
        this.settings = settings;
    }

    /** Running, and answering. */
    public static BrokerProcess startNew() {
        BrokerProcess broker = new BrokerProcess(FreePort.find(), Map.of());
        broker.start();
        return broker;
    }

    /** Two in one cluster, each of which has all of the data; the first is the controller too, so end only the second. */
    public static List<BrokerProcess> startTwo() {
        int controller = FreePort.find();
        BrokerProcess first = node(1, "broker,controller", ",CONTROLLER://127.0.0.1:" + controller, controller);
        first.start();
        try {
            BrokerProcess second = node(2, "broker", "", controller);
            second.start();
            return List.of(first, second);
        } catch (RuntimeException | Error e) {
            first.close();
            throw e;
        }
    }

    private static BrokerProcess node(int id, String roles, String listeners, int controller) {
        int port = FreePort.find();
        return new BrokerProcess(
                port,
                Map.of(
                        "node.id",
                        Integer.toString(id),
                        "process.roles",
                        roles,
                        "listeners",
                        "PLAINTEXT://127.0.0.1:" + port + listeners,
                        "controller.quorum.voters",
                        "1@127.0.0.1:" + controller,
                        "default.replication.factor",
                        "2",
                        "replica.lag.time.max.ms",
                        "5000"));
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
        } catch (RuntimeException | Error e) {
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classpath,
                BrokerMain.class.getName(),
                Integer.toString(port),
                data.toString()));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        return command;
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
