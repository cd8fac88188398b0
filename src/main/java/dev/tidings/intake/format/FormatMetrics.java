package dev.tidings.intake.format;

import dev.tidings.event.Dropped;

/** What reading records counts. Called by intake's thread only. */
public interface FormatMetrics {
    /** Attributes were left out of an event; again where its record is read again. */
    void dropped(Dropped attributes);
}
