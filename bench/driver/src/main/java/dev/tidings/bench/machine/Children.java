package dev.tidings.bench.machine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes that the driver has started: all of them end with it, however it ends. */
final class Children {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Children::end), "end-children"));
    }

    private Children() {}

    static void add(Process process) {
        RUNNING.add(process);
    }

    /** SIGKILL, since nothing of theirs is to be kept: it ends one that is stopped, and needs no drain. */
    static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }
}
