package dev.tidings.identity;

import jakarta.ws.rs.WebApplicationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Answers administrators' questions that take a while: one at a time, on a thread that may wait. The next one waits for some
 * seconds, then it is answered 503.
 */
public final class Questions {
    private static final long PATIENCE_SECONDS = 5;

    private final Revocations revocations;
    private final Semaphore turn = new Semaphore(1);

    public Questions(Revocations revocations) {
        this.revocations = revocations;
    }

    /** What gives the answer; a {@link ProblemException} is one too. */
    public interface Question<T> {
        T ask() throws InterruptedException;
    }

    public <T> T answer(Question<T> question) {
        if (!revocations.areKnown()) {
            // Whoever asks may have been logged out.
            throw unavailable("the pod is starting");
        }
        boolean mine = false;
        try {
            mine = turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!mine) {
                throw unavailable("another question is being answered");
            }
            return question.ask();
        } catch (ProblemException e) {
            throw new WebApplicationException(e.answer());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("the pod is stopping");
        } finally {
            if (mine) {
                turn.release();
            }
        }
    }

    private static WebApplicationException unavailable(String detail) {
        return new WebApplicationException(Problem.unavailable(detail));
    }
}
