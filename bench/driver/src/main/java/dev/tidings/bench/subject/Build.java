package dev.tidings.bench.subject;

import dev.tidings.bench.machine.Child;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What came of building a subject: nothing to say, or why it is left out. */
public record Build(String status, String reason) {
    public static final String BUILT = "built";

    private static final int SECONDS = 600;
    /** By which a subject says that something it needs is not there. */
    private static final int SKIP = 3;

    /** Runs the folder's {@code build}; what it says goes to a file in {@code logs}. */
    public static Build of(Subject subject, Path logs) {
        Path log = logs.resolve(subject.name() + "-build.log");
        try {
            Child build = Child.start(List.of("./build"), subject.folder(), Map.of(), log);
            return switch (build.await(SECONDS)) {
                case 0 -> new Build(BUILT, "");
                case SKIP -> new Build("skipped", build.lastWords().replaceAll("^.*skipped: ", ""));
                default -> new Build("failed", "build: " + build.lastWords());
            };
        } catch (RuntimeException e) {
            return new Build("failed", "build: " + e.getMessage());
        }
    }
}
