package dev.tidings.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that ended here recently, in their final state: no more than {@code max}, and none for longer than
 * {@code maxAge}. Any thread may call any method.
 */
public final class EndedSessions {
    private final Deque<SessionView> ended = new ArrayDeque<>();
    private final int max;
    private final Duration maxAge;
    private @Nullable Instant forgottenUntil;

    public EndedSessions(int max, Duration maxAge) {
        if (max < 0) {
            throw new IllegalArgumentException("max: " + max + " (expected: >= 0)");
        }
        this.max = max;
        this.maxAge = maxAge;
    }

    synchronized void add(SessionView view) {
        ended.addLast(view);
        Instant oldest = endOf(view).minus(maxAge);
        while (endOf(ended.getFirst()).isBefore(oldest)) {
            ended.removeFirst();
        }
        if (ended.size() > max) {
            forgottenUntil = endOf(ended.removeFirst());
        }
    }

    private static Instant endOf(SessionView view) {
        return Objects.requireNonNull(view.life().ended());
    }

    /** Returns a copy, the oldest first: closing sessions must not wait for a reader. */
    public synchronized List<SessionView> all() {
        return new ArrayList<>(ended);
    }

    public synchronized int size() {
        return ended.size();
    }

    /** Returns the time before which ended sessions were dropped because there were too many; null where none were. */
    public synchronized @Nullable Instant forgottenUntil() {
        return forgottenUntil;
    }
}
