package dev.tidings.tail;

import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;

/**
 * What replays count: each that was requested ends in one outcome, or still waits.
 *
 * <p>{@link #requested} may be called by any thread, all else by the replay thread only.
 */
public interface ReplayMetrics {
    void requested();

    void ended(ReplayOutcome outcome);

    /** One partition is read again, for all that wait for it. */
    void scanStarted();

    /** A record failed while it was read again; once, however often that happens. */
    default void rejected(Position position, Unusable why) {}

    /** A poll brought that many records, and sessions wait for that many of them. */
    void scanned(int records, int kept);
}
