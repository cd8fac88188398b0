package dev.tidings.testkit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which of the JVMs that the build runs tests in this one is (by the variable {@link #STAMP}, which ends with a number from 1 on). */
final class Fork {
    /** All processes that a test starts inherit it. */
    static final String STAMP = "TEST_FORK";

    static final int NUMBER = number(System.getenv(STAMP));

    private Fork() {}

    private static int number(@Nullable String stamp) {
        return stamp == null ? 0 : Integer.parseInt(stamp.substring(stamp.lastIndexOf('/') + 1));
    }

    /** Not where tests run out of an editor. */
    static boolean isKnown() {
        return NUMBER > 0;
    }

    /** Where a process of that name says what it does; two classes at the same time may have the same name for theirs. */
    static Path log(String name) {
        return Path.of("target", "it-logs", name + (isKnown() ? "-" + NUMBER : "") + ".log")
                .toAbsolutePath();
    }
}
