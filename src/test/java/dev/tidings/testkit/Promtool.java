package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own tool (Debian: package prometheus). */
public final class Promtool {
    private final Path executable;

    private Promtool(Path executable) {
        this.executable = executable;
    }

    /** How it ended, and what it said. */
    public record Answer(int status, String said) {}

    public static Promtool find() {
        return new Promtool(Program.find("promtool"));
    }

    public Answer run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
