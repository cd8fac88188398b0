package dev.tidings.testkit;

import java.nio.file.Path;

/** Which of the JVMs that the build runs tests in this one is (system property {@code test.fork}, from 1). */
final class Fork {
    static final int NUMBER = Integer.getInteger("test.fork", 0);

    private Fork() {}

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
