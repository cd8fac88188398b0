package dev.tidings.local;

import dev.tidings.testkit.Folders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./mvnw quarkus:dev} in a copy of the sources, as a user would start it, on ports of its own. */
final class DevMode {
    private static final Path HERE = Path.of("target", "dev-mode");
    private static final Path LOG = HERE.resolve("dev-mode.log");
    private static final List<String> SOURCES = List.of("src/main", "pom.xml", "mvnw", ".mvn");

    final int httpPort = FreePort.find();
    final int kafkaPort = FreePort.find();
    final int postgresPort = FreePort.find();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;

    DevMode() throws IOException {
        copySources();
        process = new ProcessBuilder(command())
                .directory(HERE.toFile())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + httpPort + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    String database() {
        return "jdbc:postgresql://localhost:" + postgresPort + "/tidings";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(LOG);
    }

    /** Ends Maven as Ctrl-C does, and with it what it has started. */
    void stop() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                "./mvnw",
                "-B",
                "-ntp",
                "quarkus:dev",
                "-Dquarkus.console.enabled=false",
                "-Ddebug=false",
                "-Dquarkus.http.port=" + httpPort,
                "-Dkafka.bootstrap.servers=localhost:" + kafkaPort,
                "-Dquarkus.datasource.jdbc.url=" + database()));
        // Set where the build around was given one, too.
        String repository = System.getProperty("maven.repo.local");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        return command;
    }

    private static void copySources() throws IOException {
        Folders.delete(HERE);
        Files.createDirectories(HERE.resolve("src"));
        SOURCES.forEach(name -> Folders.copy(Path.of(name), HERE.resolve(name)));
    }
}
