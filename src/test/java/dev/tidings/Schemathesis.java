package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Program;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The fuzzer of OpenAPI documents, installed under {@code target} where it is not there yet. */
final class Schemathesis {
    private static final String VERSION = "4.32.5";
    private static final Path HOME =
            Path.of("target", "schemathesis-" + VERSION).toAbsolutePath();
    private static final Path EXECUTABLE = HOME.resolve(Path.of("bin", "schemathesis"));

    private Schemathesis() {}

    /** How it ended, and what it said. */
    record Result(int status, String said) {}

    /** Skips or fails, as {@link Program} has it, where Python or its packages cannot be had. */
    static void install() {
        if (Files.isExecutable(EXECUTABLE)) {
            return;
        }
        String python = Program.find("python3").toString();
        require(run(List.of(python, "-m", "venv", HOME.toString())), "python3 -m venv (Debian: python3-venv)");
        Path pip = HOME.resolve(Path.of("bin", "pip"));
        require(
                run(List.of(pip.toString(), "install", "--quiet", "schemathesis==" + VERSION)),
                "pip install schemathesis==" + VERSION);
    }

    private static void require(Result result, String what) {
        if (result.status() != 0) {
            throw Program.missing(what + ": " + result.said().strip() + "; it is");
        }
    }

    static Result run(String location, List<String> options) {
        List<String> command = new ArrayList<>(List.of(EXECUTABLE.toString(), "run", location));
        command.addAll(options);
        return run(command);
    }

    private static Result run(List<String> command) {
        File folder = new File("target");
        File said = new File(folder, "schemathesis.log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder)
                    .redirectErrorStream(true)
                    .redirectOutput(said)
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                assertThat(command.get(0)).as("ended within 5 minutes").isNull();
            }
            return new Result(process.exitValue(), Files.readString(said.toPath(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
