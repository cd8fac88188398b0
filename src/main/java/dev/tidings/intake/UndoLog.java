package dev.tidings.intake;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has to be taken back if a transaction fails. */
final class UndoLog {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /** It did not fail. */
    void clear() {
        steps.clear();
    }

    void run() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }
}
