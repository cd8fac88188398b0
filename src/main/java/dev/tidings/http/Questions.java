package dev.tidings.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Answers administrators' questions that take a while: one at a time, on a thread that may wait. The next question
 * waits for up to five seconds, then it gets 503.
 */
public final class Questions {
    private static final long PATIENCE_SECONDS = 5;

    private final BooleanSupplier logoutsAreKnown;
    private final Semaphore turn = new Semaphore(1);

    public Questions(BooleanSupplier logoutsAreKnown) {
        this.logoutsAreKnown = logoutsAreKnown;
    }

    /** Computes an answer. A {@link ProblemException} is an answer too. */
    public interface Question<T> {
        T ask() throws InterruptedException;
    }

    public <T> T answer(Question<T> question) {
        if (!logoutsAreKnown.getAsBoolean()) {
            // The administrator may have been logged out.
            throw ProblemException.unavailable("the pod is starting");
        }
        boolean mine = false;
        try {
            mine = turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw ProblemException.unavailable("another request is running");
            }
            return question.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("the pod is stopping");
        } finally {
            if (mine) {
                turn.release();
            }
        }
    }
}
