package dev.tidings.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has started so far; closed in the reverse order, each whatever becomes of the others. */
public final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        IllegalStateException failed = new IllegalStateException("close: failed (expected: all parts closed)");
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failed.addSuppressed(e);
            }
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }
}
