package dev.tidings.intake.format;

import dev.tidings.event.Dropped;

/** Counts attributes that are left out while records are read. Called by intake's thread only. */
public interface FormatMetrics {
    /** Counts attributes that were left out of an event, once for each time that its record is read. */
    void dropped(Dropped attributes);
}
