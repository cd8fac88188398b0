package dev.tidings.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What may be said of the machine beside figures: enough to judge them, nothing that names it. */
public record Machine(int cores, long memoryGib, String kernel, String jdk, boolean pinned) {
    public static Machine here() {
        return new Machine(
                Cores.count(),
                Math.round(memoryKib() / 1024.0 / 1024.0),
                System.getProperty("os.name") + " " + kernelVersion(),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
                Cores.canPin());
    }

    /** The load average of the last minute. */
    public static double load() {
        return Double.parseDouble(read("/proc/loadavg").split(" ", -1)[0]);
    }

    /** Digits alone: what follows them may name the one who built it. */
    private static String kernelVersion() {
        return System.getProperty("os.version").replaceAll("[^0-9.].*", "");
    }

    private static long memoryKib() {
        return read("/proc/meminfo")
                .lines()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(file + ": unreadable (expected: Linux)", e);
        }
    }
}
