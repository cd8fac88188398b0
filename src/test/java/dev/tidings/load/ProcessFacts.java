package dev.tidings.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux knows of a process. */
record ProcessFacts(long pid) {
    private static final long MICROS_PER_TICK = 10_000;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    /** User and system time of all of its threads so far. */
    long cpuMicros() {
        return micros(read("/proc/" + pid + "/stat"));
    }

    /** The same by what the threads do: {@code tail}, {@code loops}, {@code gc}, {@code jit}, {@code other}. */
    Map<String, Long> cpuMicrosByRole() {
        Map<String, Long> roles = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            threads.forEach(thread -> {
                String stat = read(thread.resolve("stat").toString());
                roles.merge(role(stat.substring(stat.indexOf('(') + 1)), micros(stat), Long::sum);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return roles;
    }

    private static String role(String thread) {
        if (thread.startsWith("tidings-tail")) {
            return "tail";
        }
        if (thread.startsWith("vert.x-eventloo")) {
            return "loops";
        }
        if (thread.startsWith("GC ") || thread.startsWith("G1 ") || thread.startsWith("VM Thread")) {
            return "gc";
        }
        return thread.startsWith("C1 ") || thread.startsWith("C2 ") ? "jit" : "other";
    }

    private static long micros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MICROS_PER_TICK;
    }

    /** What each role has used since {@code before}, for each of so many events. */
    String rolesSince(Map<String, Long> before, long events) {
        return cpuMicrosByRole().entrySet().stream()
                .map(role -> String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        role.getKey(),
                        (double) (role.getValue() - before.getOrDefault(role.getKey(), 0L)) / events))
                .collect(Collectors.joining(", "));
    }

    long residentBytes() {
        return read("/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    /** Of the last minute, of the whole machine. */
    static String load() {
        return read("/proc/loadavg").split(" ", -1)[0];
    }

    /** SIGSTOP: from now on it does nothing. */
    void pause() {
        Tool.run("kill", "-STOP", Long.toString(pid));
    }

    void resume() {
        Tool.run("kill", "-CONT", Long.toString(pid));
    }

    /** All of its threads on this core from now on. */
    void pinTo(int core) {
        Tool.run("taskset", "-acp", Integer.toString(core), Long.toString(pid));
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
