package dev.tidings.bench.machine;

import java.util.List;

/** Who runs on which core: for a drain the subject alone on the first, all others on the rest. */
public final class Cores {
    private static final int ALL = Runtime.getRuntime().availableProcessors();

    private Cores() {}

    /** Whether a process can be held to a core here. */
    public static boolean canPin() {
        return ALL > 1 && Tool.exists("taskset");
    }

    public static int count() {
        return ALL;
    }

    /** The subject alone on the first core, the others on the rest; nothing where that cannot be done. */
    public static void part(ProcessFacts subject, List<ProcessFacts> others) {
        if (canPin()) {
            pin(subject, "0");
            others.forEach(other -> pin(other, "1-" + (ALL - 1)));
        }
    }

    /** Everybody anywhere again. */
    public static void share(ProcessFacts subject, List<ProcessFacts> others) {
        if (canPin()) {
            pin(subject, "0-" + (ALL - 1));
            others.forEach(other -> pin(other, "0-" + (ALL - 1)));
        }
    }

    private static void pin(ProcessFacts process, String cores) {
        Tool.run("taskset", "-acp", cores, Long.toString(process.pid()));
    }
}
