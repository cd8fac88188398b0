package dev.tidings.intake.limit;

import java.util.ArrayDeque;
import java.util.Deque;

/** Collects the steps that revert changes if a transaction fails. */
final class UndoLog {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    void add(Runnable step) {
        steps.push(step);
    }

    /** Discards the steps after a commit. */
    void clear() {
        steps.clear();
    }

    void run() {
        while (!steps.isEmpty()) {
            steps.pop().run();
        }
    }
}
