package dev.tidings.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Intake as a process, to be killed. */
final class IntakeProcess implements AutoCloseable {
    private final Process process;

    private IntakeProcess(Process process) {
        this.process = process;
    }

    static IntakeProcess launch(String name, String bootstrapServers, String topics, Map<String, String> settings) {
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classpath,
                IntakeMain.class.getName(),
                bootstrapServers,
                topics));
        settings.forEach((key, value) -> command.add(key + "=" + value));
        try {
            Path log = Path.of("target", "it-logs", name + ".log").toAbsolutePath();
            Files.createDirectories(log.getParent());
            return new IntakeProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL, and until it is gone. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
