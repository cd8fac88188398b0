package dev.tidings.intake;

import java.util.Locale;

/** The outcome of a record for one route: exactly one of these. */
public enum MappingOutcome {
    /** The record gave at least one event that was written. */
    MAPPED,
    /** The route's condition does not hold. */
    FILTERED,
    /** All events of the record are repetitions. */
    DUPLICATED,
    /** The route's limits suppressed the rest of its events. */
    SUPPRESSED,
    /** A part of the mapping failed; the record is a dead letter, and none of its events was written. */
    DEAD;

    /** Returns the name that metrics use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
