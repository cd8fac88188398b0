package dev.tidings.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a session at a moment: its user, its times, its progress. The last one of an ended session is kept. */
public record SessionView(Subscriber subscriber, Life life, Progress progress) {

    /**
     * The lifetime of a session.
     *
     * @param gap why it did not resume from a cursor; null where it did, or has not begun yet
     * @param ended null as long as it is open
     */
    public record Life(
            Instant opened,
            SessionState state,
            @Nullable GapReason gap,
            @Nullable Instant ended) {}

    public boolean hasEnded() {
        return life.ended() != null;
    }
}
