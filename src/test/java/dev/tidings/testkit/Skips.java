package dev.tidings.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestWatcher;
import org.opentest4j.TestAbortedException;

/** Notes what was skipped and why; {@link #main} prints it at the end of the build, a line for each reason. */
public final class Skips implements TestWatcher, LifecycleMethodExecutionExceptionHandler {
    private static final Path NOTES = Path.of("target", "skipped");

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        note(context, reason(cause));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        note(context, reason.orElse("disabled"));
    }

    /** A class that is skipped as a whole has no test that could be watched. */
    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (failure instanceof TestAbortedException) {
            note(context, reason(failure));
        }
        throw failure;
    }

    /** A parallel stream throws a copy without a message; the reason is its cause's. */
    private static String reason(@Nullable Throwable aborted) {
        for (Throwable each = aborted; each != null; each = each.getCause()) {
            if (each.getMessage() != null) {
                return each.getMessage();
            }
        }
        return "aborted";
    }

    private static void note(ExtensionContext context, String reason) {
        String line = context.getRequiredTestClass().getSimpleName() + "\t"
                + reason.replaceAll("\\s+", " ").replaceAll(" \\(expected: .*", "") + "\n";
        try {
            Files.createDirectories(NOTES);
            Path file = NOTES.resolve(ProcessHandle.current().pid() + ".txt");
            Files.writeString(file, line, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Prints the notes and the given lines, of what was left out by choice; then forgets the notes. Maven passes an empty
     * property as null.
     */
    public static void main(String[] lines) throws IOException {
        if (Files.isDirectory(NOTES)) {
            read().forEach((reason, classes) -> System.out.println("skipped: " + classes + " (" + reason + ")"));
            Folders.delete(NOTES);
        }
        Stream.of(lines)
                .filter(line -> line != null && !line.isBlank())
                .forEach(line -> System.out.println("skipped: " + line));
    }

    private static Map<String, String> read() throws IOException {
        try (Stream<Path> files = Files.list(NOTES)) {
            return files.flatMap(Skips::lines)
                    .map(line -> line.split("\t", 2))
                    .collect(Collectors.groupingBy(
                            note -> note[1],
                            TreeMap::new,
                            Collectors.mapping(
                                    note -> note[0],
                                    Collectors.collectingAndThen(
                                            Collectors.toCollection(TreeSet::new),
                                            classes -> String.join(", ", classes)))));
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
