package dev.tidings.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux knows of a process. */
record ProcessFacts(long pid) {
    private static final long MICROS_PER_TICK = 10_000;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    /** User and system time of all of its threads so far. */
    long cpuMicros() {
        String stat = read("/proc/" + pid + "/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MICROS_PER_TICK;
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
