package dev.tidings.intake;

import java.util.Locale;

/** What became of a record for one route: exactly one of these. */
public enum MappingOutcome {
    /** At least one event of it was written. */
    MAPPED,
    /** The route's condition does not hold. */
    FILTERED,
    /** All that it tells was told before. */
    DUPLICATED,
    /** The route's limits took what was left of it. */
    SUPPRESSED,
    /** Something of it failed; it is a dead letter, and nothing else of it was written. */
    DEAD;

    /** As it stands in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
