package dev.tidings.chaos;

import dev.tidings.testkit.TidingsProcess;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How the sessions of an instance become fewer while it ends, by its own metric. */
final class Pace {
    static final Duration EVERY = Duration.ofMillis(250);

    private final TidingsProcess pod;
    private final List<Integer> sessions = new ArrayList<>();

    Pace(TidingsProcess pod) {
        this.pod = pod;
    }

    /** Looks once; false when the instance is gone. */
    boolean look() {
        try {
            sessions.add((int) pod.metric("tidings_sessions"));
        } catch (UncheckedIOException e) {
            // It serves nobody any more, which is not yet its end.
        }
        return pod.process().isAlive();
    }

    List<Integer> sessions() {
        return List.copyOf(sessions);
    }
}
