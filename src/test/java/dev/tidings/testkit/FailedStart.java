package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;

/** The start of an instance that has to fail: with an exit code, and with sentences instead of a stack trace. */
public final class FailedStart {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FailedStart() {}

    /** Starts the instance, waits until it has ended, and returns what it has logged. */
    public static String of(TidingsProcess.Setup setup) {
        try (TidingsProcess instance = setup.launch()) {
            assertThat(instance.awaitExit(PATIENCE)).isNotZero();
            String log = withoutTheJvm(instance);
            assertThat(log).doesNotContain("\tat ", "\"frames\"", "stackTrace", "ApplicationLifecycleManager");
            return log;
        }
    }

    /** The JVM repeats its options before the application starts. */
    private static String withoutTheJvm(TidingsProcess instance) {
        return instance.log()
                .lines()
                .filter(line -> !line.startsWith("Picked up"))
                .collect(Collectors.joining("\n"));
    }
}
