package dev.tidings.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a subject's JVM tells of itself: its live heap, and how long its collections have stopped it. */
public record Jvm(long pid, Path gcLog) {
    private static final Pattern CLASS = Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms");
    /** Holes that the serial collector fills, and no one's. */
    private static final String FILLER = "jdk.internal.vm.Filler";

    /** The option that makes it write that log. */
    public static String logging(Path gcLog) {
        return "-Xlog:gc:file=" + gcLog + "::filecount=0";
    }

    /** Bytes that are alive after a full collection, which this makes happen. */
    public long liveHeap() {
        return Tool.run(Tool.ofJdk("jcmd"), Long.toString(pid), "GC.class_histogram")
                .lines()
                .map(CLASS::matcher)
                .filter(Matcher::find)
                .filter(found -> !found.group(2).startsWith(FILLER))
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** All pauses so far, in milliseconds; empty where there is no log. */
    public OptionalDouble pauseMillis() {
        try (Stream<String> lines = Files.lines(gcLog)) {
            return OptionalDouble.of(lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .sum());
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
