package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real schema registry, Apicurio's, out of its archive: it keeps schemas in memory and speaks Confluent's REST API. */
public final class Apicurio implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final Path log = Path.of("target", "it-logs", "apicurio.log").toAbsolutePath();
    private final int port = FreePort.find();
    private final Path jar;
    private Process process;

    private Apicurio(Path jar) {
        this.jar = jar;
        this.process = launch();
    }

    public static Apicurio start() {
        Apicurio started = new Apicurio(unpack(Program.archive("registry.archive", "-Pregistry")));
        try {
            started.awaitUp();
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    private static Path unpack(Path archive) {
        Path home = archive.resolveSibling("home");
        try {
            Files.createDirectories(home);
            Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", home.toString())
                    .inheritIO()
                    .start();
            if (tar.waitFor() != 0) {
                throw new IllegalStateException("tar: " + tar.exitValue() + " (expected: 0)");
            }
            return startable(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It has another name in each of the registry's lines, and everything else stands in folders. */
    private static Path startable(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(home + ": no jar (expected: one)"));
        }
    }

    private Process launch() {
        try {
            Files.createDirectories(log.getParent());
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=" + port,
                            "-Dquarkus.management.host=127.0.0.1",
                            "-Dquarkus.management.port=" + FreePort.find(),
                            "-jar",
                            jar.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() {
        await("apicurio, see " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(500))
                .until(this::isUp);
    }

    private boolean isUp() {
        if (!process.isAlive()) {
            throw new IllegalStateException("apicurio: ended with " + process.exitValue() + ", see " + log);
        }
        try {
            return Http.get(URI.create(url() + "/subjects")).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Where it speaks Confluent's API, {@code tidings.intake.registry.url}. */
    public String url() {
        return root() + "/apis/ccompat/v7";
    }

    /** Where it does not. */
    public String root() {
        return "http://127.0.0.1:" + port;
    }

    /** Another schema's subject, which is in version 1, and the name that it is referred to by. */
    public record Reference(String name, String subject) {}

    /** The id that the schema got. */
    public int register(String subject, String type, String schema, Reference... references) {
        JsonArray list = new JsonArray();
        for (Reference each : references) {
            list.add(new JsonObject()
                    .put("name", each.name())
                    .put("subject", each.subject())
                    .put("version", 1));
        }
        JsonObject body =
                new JsonObject().put("schema", schema).put("schemaType", type).put("references", list);
        String path = URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
        Http.Answer answer =
                Http.post(URI.create(url() + "/subjects/" + path + "/versions"), "application/json", body.encode());
        if (answer.status() != 200) {
            throw new IllegalStateException("apicurio: " + answer.status() + " " + answer.body() + " (expected: 200)");
        }
        return new JsonObject(answer.body()).getInteger("id");
    }

    /** Down, and what it knew is gone. */
    public void stop() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** There again, at the same address. */
    public void startAgain() {
        process = launch();
        awaitUp();
    }

    @Override
    public void close() {
        stop();
    }
}
