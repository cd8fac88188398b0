package dev.tidings.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel counts of a process, and what it may be told to do. */
public record ProcessFacts(long pid) {
    // USER_HZ is 100 on every Linux that a JVM runs on.
    private static final long MICROS_PER_TICK = 10_000;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    public static ProcessFacts ofDriver() {
        return new ProcessFacts(ProcessHandle.current().pid());
    }

    /** User and system time of all of its threads so far. */
    public long cpuMicros() {
        return cpuMicros(read("stat"));
    }

    /** Of that the time that a JVM has spent on compiling; 0 for others. */
    public long compilerMicros() {
        return threads().stream()
                .filter(stat -> stat.contains(" CompilerThre)"))
                .mapToLong(ProcessFacts::cpuMicros)
                .sum();
    }

    private List<String> threads() {
        try (Stream<Path> threads = Files.list(file("task"))) {
            return threads.map(ProcessFacts::stat).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + ": gone (expected: running)", e);
        }
    }

    /** Empty for a thread that has ended in the meantime. */
    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException e) {
            return "";
        }
    }

    private static long cpuMicros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MICROS_PER_TICK;
    }

    public long residentBytes() {
        return read("status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    public boolean isJvm() {
        try {
            return Files.readSymbolicLink(file("exe")).endsWith("java");
        } catch (IOException e) {
            return false;
        }
    }

    /** SIGSTOP: when this returns it does nothing any more. */
    public void pause() {
        Tool.run("kill", "-STOP", Long.toString(pid));
        while (!threads().stream().allMatch(stat -> stat.isEmpty() || stat.contains(") T "))) {
            Thread.onSpinWait();
        }
    }

    /** SIGCONT, if it is still there. */
    public void resume() {
        if (Files.exists(file("stat"))) {
            Tool.run("kill", "-CONT", Long.toString(pid));
        }
    }

    private String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + ": gone (expected: running)", e);
        }
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
