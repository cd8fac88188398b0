package dev.tidings.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Prometheus' own tool (Debian: package prometheus). A test that asks for it is skipped where there is none, but on CI. */
public final class Promtool {
    private final Path executable;

    private Promtool(Path executable) {
        this.executable = executable;
    }

    /** How it ended, and what it said. */
    public record Answer(int status, String said) {}

    public static Promtool find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found = Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, "promtool"))
                .filter(Files::isExecutable)
                .findFirst();
        if (System.getenv("CI") == null) {
            assumeTrue(found.isPresent(), "promtool: not on the PATH (expected: there)");
        }
        return new Promtool(found.orElseThrow(
                () -> new AssertionError("promtool: not on the PATH (expected: installed by .ci/run)")));
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
