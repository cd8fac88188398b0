package dev.tidings.bench.machine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that the driver has started, whose output goes to a file. */
public final class Child implements AutoCloseable {
    private static final int LINES_OF_A_REASON = 3;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Started in that folder, with these variables added to the environment; its standard input stays open. */
    public static Child start(List<String> command, Path folder, Map<String, String> environment, Path log) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // A setting of the caller's own would be one of the subject's too.
            builder.environment().keySet().removeIf(key -> key.matches("(QUARKUS|TIDINGS|KAFKA|CENTRIFUGO)_.*"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Children.add(process);
            return new Child(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To its standard input. */
    public void say(String text) {
        try {
            process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("process: gone (expected: listening): " + lastWords(), e);
        }
    }

    public ProcessFacts facts() {
        return new ProcessFacts(process.pid());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Of one that has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Its exit code; one that takes longer is ended. */
    public int await(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running after " + seconds + " s (expected: done)");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            close();
        }
    }

    /** The last that it has said, in one line. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES_OF_A_REASON), lines.size()))
                    .replace(System.getProperty("user.dir") + File.separator, "");
        } catch (IOException e) {
            return "";
        }
    }

    /** Ended, and gone. */
    @Override
    public void close() {
        Children.end(process);
    }
}
