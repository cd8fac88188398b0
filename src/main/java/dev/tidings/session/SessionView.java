package dev.tidings.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a session was at a moment: whose, since when, how far. The last one of a session that has ended is remembered. */
public record SessionView(Subscriber member, Life life, Progress progress) {

    /**
     * From when to when it was.
     *
     * @param gap why it did not go on from a cursor; null where it did, or has not begun yet
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
