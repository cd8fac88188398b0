package dev.tidings.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Nothing outlives a test class: processes that it has left running are ended, and fail it.
 *
 * <p>Its own are the descendants of this JVM and, where Linux tells, those whose parent has died: the build gives each JVM
 * that runs tests a variable of its own, which all processes inherit.
 */
public final class Leftovers implements BeforeAllCallback, AfterAllCallback {
    private static final Duration GRACE = Duration.ofSeconds(5);

    static {
        // Whatever ends this JVM early, and closes nothing.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running().forEach(ProcessHandle::destroyForcibly)));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // Here so that this class is there, and its hook.
    }

    @Override
    public void afterAll(ExtensionContext context) {
        boolean nested =
                context.getParent().flatMap(ExtensionContext::getTestClass).isPresent();
        if (nested) {
            return;
        }
        List<ProcessHandle> left = awaitNone();
        if (!left.isEmpty()) {
            String commands =
                    String.join("\n", left.stream().map(Leftovers::text).toList());
            left.forEach(ProcessHandle::destroyForcibly);
            throw new AssertionError("processes left running: " + left.size() + " (expected: none)\n" + commands);
        }
    }

    /** What was killed without waiting gets a moment to go. */
    private static List<ProcessHandle> awaitNone() {
        try {
            await().atMost(GRACE).until(() -> running().isEmpty());
        } catch (ConditionTimeoutException e) {
            // The rest is what was left.
        }
        return running();
    }

    private static List<ProcessHandle> running() {
        Set<ProcessHandle> own = thisAndAncestors();
        return Stream.concat(ProcessHandle.current().descendants(), orphans())
                .distinct()
                .filter(ProcessHandle::isAlive)
                .filter(process -> !own.contains(process) && !Postgres.isShared(process))
                .toList();
    }

    /** The shell that the build starts this JVM by has the variable too. */
    private static Set<ProcessHandle> thisAndAncestors() {
        Set<ProcessHandle> all = new HashSet<>();
        Optional<ProcessHandle> next = Optional.of(ProcessHandle.current());
        while (next.isPresent() && all.add(next.get())) {
            next = next.get().parent();
        }
        return all;
    }

    private static Stream<ProcessHandle> orphans() {
        String stamp = System.getenv(Fork.STAMP);
        Path processes = Path.of("/proc");
        if (stamp == null || !Files.isDirectory(processes)) {
            return Stream.empty();
        }
        return ProcessHandle.allProcesses().filter(process -> hasInherited(process, Fork.STAMP + "=" + stamp));
    }

    private static boolean hasInherited(ProcessHandle process, String variable) {
        try {
            String environment = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "environ"), StandardCharsets.ISO_8859_1);
            return Arrays.asList(environment.split("\0")).contains(variable);
        } catch (IOException e) {
            // It has ended, or is somebody else's.
            return false;
        }
    }

    private static String text(ProcessHandle process) {
        Optional<String> command = process.info().commandLine();
        return process.pid() + ": " + command.orElse("(ended)");
    }
}
