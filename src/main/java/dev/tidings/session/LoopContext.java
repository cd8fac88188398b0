package dev.tidings.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * An event loop as its sessions see it: it runs their tasks, and holds what they share.
 *
 * <p>Any thread may call {@link #execute} and {@link #compute}; all other methods are called on the loop.
 */
public final class LoopContext {
    private final Executor executor;
    private final Frames frames = new Frames();
    private Watermarks watermarks = Watermarks.NOTHING;

    LoopContext(Executor executor) {
        this.executor = executor;
    }

    /** Runs a task on the loop; returns false when the loop has ended, and its sessions with it. */
    public boolean execute(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Computes a value on the loop; it is empty when the loop has ended. */
    <T> CompletableFuture<Optional<T>> compute(Supplier<Optional<T>> value) {
        CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
        if (!execute(() -> answer.complete(value.get()))) {
            answer.complete(Optional.empty());
        }
        return answer;
    }

    /** Returns the frames of the session that is being pumped: only one is at a time. */
    Frames frames() {
        return frames;
    }

    /** Returns the offsets up to which the sessions of this loop have received all wake-ups. */
    Watermarks watermarks() {
        return watermarks;
    }

    void advanceTo(Watermarks newer) {
        watermarks = newer;
    }
}
