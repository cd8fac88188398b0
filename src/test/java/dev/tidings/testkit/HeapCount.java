package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what still lives in a process after a full collection. */
public final class HeapCount {
    private HeapCount() {}

    /** Instances of this very class. */
    public static long of(TidingsProcess process, Class<?> type) {
        Matcher found = Pattern.compile("(\\d+) +\\d+ +" + Pattern.quote(type.getName()) + "\\s")
                .matcher(histogram(process.process().pid()));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static String histogram(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process asked = new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            return new String(asked.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
