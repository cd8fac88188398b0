package dev.tidings.tail;

import dev.tidings.event.Position;
import dev.tidings.event.Reading.Unusable;

/**
 * Counts replays: each that was requested ends in one outcome, or still waits.
 *
 * <p>Any thread may call {@link #requested}; only the replay thread calls the other methods.
 */
public interface ReplayMetrics {
    void requested();

    void ended(ReplayOutcome outcome);

    /** Counts a scan of one partition, for all sessions that wait for it. */
    void scanStarted();

    /** Counts a record that failed in a scan; once, however often that happens. */
    default void rejected(Position position, Unusable why) {}

    /** Counts a poll: its records, and how many of them sessions wait for. */
    void scanned(int records, int kept);
}
