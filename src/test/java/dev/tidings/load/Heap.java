package dev.tidings.load;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What lives in a JVM's heap after a full collection: bytes and instances of each class. */
record Heap(Map<String, Use> classes) {
    private static final Pattern LINE = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)");
    /** Holes that the serial collector fills, and no one's. */
    private static final String FILLER = "jdk.internal.vm.Filler";

    /** Of one class. */
    record Use(long instances, long bytes) {
        Use minus(Use other) {
            return new Use(instances - other.instances, bytes - other.bytes);
        }
    }

    static Heap of(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Map<String, Use> classes = new HashMap<>();
        Tool.run(jcmd, Long.toString(pid), "GC.class_histogram").lines().forEach(line -> {
            Matcher found = LINE.matcher(line);
            if (found.find() && !found.group(3).startsWith(FILLER)) {
                Use use = new Use(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
                classes.merge(found.group(3), use, (a, b) -> new Use(a.instances + b.instances, a.bytes + b.bytes));
            }
        });
        return new Heap(classes);
    }

    long bytes() {
        return classes.values().stream().mapToLong(Use::bytes).sum();
    }

    /** The classes that have grown most since {@code before}, per session. */
    String growth(Heap before, int sessions, int top) {
        Map<String, Use> grown = new HashMap<>();
        classes.forEach((name, use) -> grown.put(name, use.minus(before.classes.getOrDefault(name, new Use(0, 0)))));
        return grown.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().bytes()))
                .limit(top)
                .map(entry -> String.format(
                        "  %7.1f B  %5.2f x  %s%n",
                        (double) entry.getValue().bytes() / sessions,
                        (double) entry.getValue().instances() / sessions,
                        entry.getKey()))
                .collect(Collectors.joining());
    }
}
