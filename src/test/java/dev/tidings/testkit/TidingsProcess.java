package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The packaged application as a user runs it: a process of its own, configured by its environment alone. */
public final class TidingsProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final Path log;
    private final Process process;

    private TidingsProcess(String name, int port, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.log = Fork.log(name);
        this.process = launch(command, environment);
    }

    /** Its settings; the port is given by itself. */
    public static Setup named(String name) {
        return new Setup(name);
    }

    /** What a process is to be started with. */
    public static final class Setup {
        private final String name;
        private final Map<String, String> environment = new LinkedHashMap<>();

        private int port = FreePort.find();
        private @Nullable List<String> jvm;
        private @Nullable List<String> program;
        private List<String> launcher = List.of();

        private Setup(String name) {
            this.name = name;
        }

        /** That of one that has ended, so that its clients find this one in its place. */
        public Setup port(int other) {
            port = other;
            return this;
        }

        /** Other options of its JVM than those that suit tests, see {@link QuickStart}. */
        public Setup jvm(List<String> options) {
            jvm = List.copyOf(options);
            return this;
        }

        /** Another program than what was packaged here, configured in the same way: an image, say. */
        public Setup program(List<String> other) {
            program = List.copyOf(other);
            return this;
        }

        /** Started by another program, which becomes it. */
        public Setup under(String... other) {
            launcher = List.of(other);
            return this;
        }

        private List<String> command() {
            List<String> started =
                    program == null ? PackagedApplication.command(jvm == null ? QuickStart.options() : jvm) : program;
            return Stream.concat(launcher.stream(), started.stream()).toList();
        }

        public Setup env(String key, String value) {
            environment.put(key, value);
            return this;
        }

        /** The issuer, and the audience of its tokens. */
        public Setup issuer(Issuer issuer) {
            return env("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url())
                    .env("QUARKUS_OIDC_TOKEN_AUDIENCE", Issuer.AUDIENCE);
        }

        public Setup issuer(String tenant, Issuer issuer) {
            return env("QUARKUS_OIDC_" + tenant + "_AUTH_SERVER_URL", issuer.url())
                    .env("QUARKUS_OIDC_" + tenant + "_TOKEN_AUDIENCE", Issuer.AUDIENCE);
        }

        /** Running, and alive by its own word. */
        public TidingsProcess start() {
            TidingsProcess started = launch();
            started.awaitLive();
            return started;
        }

        /** Running, and ready for clients: its tail has caught up. */
        public TidingsProcess startReady() {
            TidingsProcess started = start();
            try {
                started.awaitReady();
                return started;
            } catch (RuntimeException | Error e) {
                started.kill();
                throw e;
            }
        }

        /** Started, whatever becomes of it. */
        public TidingsProcess launch() {
            return new TidingsProcess(name, port, command(), environment);
        }
    }

    private Process launch(List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(key -> key.matches("(QUARKUS|TIDINGS|KAFKA|SMALLRYE)_.*"));
            builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
            builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLive() {
        try {
            await().atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException(name + ": ended with " + process.exitValue() + "\n" + log());
                }
                return is("live");
            });
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Until it takes clients. */
    public void awaitReady() {
        await().atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> is("ready"));
    }

    /** Whether it is "live", "ready" or "started" by its own word. */
    public boolean is(String health) {
        try {
            return Http.get(http("/q/health/" + health)).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public URI ws() {
        return ws("");
    }

    /** With a query, "?" included. */
    public URI ws(String query) {
        return URI.create("ws://127.0.0.1:" + port + "/ws" + query);
    }

    public Process process() {
        return process;
    }

    /** All that it has said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its lines at this level, "ERROR" say. */
    public List<String> log(String level) {
        return log().lines()
                .filter(line -> line.contains("\"level\":\"" + level + "\"") || line.contains(" " + level + " "))
                .toList();
    }

    /** The sum of a metric's samples with these labels ("reason", "user", ...); 0 if there are none. */
    public double metric(String metric, String... labels) {
        return Metrics.sum(Http.get(http("/q/metrics")).body(), metric, labels);
    }

    /** SIGTERM, and until it is gone. */
    public void stop() {
        process.destroy();
        awaitExit(Duration.ofSeconds(30));
    }

    /** SIGKILL, and until it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** How it ended. */
    public int awaitExit(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + ": still running (expected: ended within " + within + ")");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
