package dev.tidings.intake;

import dev.tidings.intake.limit.LimitMetrics;
import java.util.Locale;

/**
 * Counts intake's records after their commit: for each route read = mapped + filtered + duplicated + suppressed + dead.
 * Called by intake's thread only; must not block.
 */
public interface IntakeMetrics extends LimitMetrics {
    /** The route of a retry that names no existing route; no route has this name. */
    String NO_ROUTE = "(none)";

    /** Counts one route's records of a transaction that is committed. */
    void counted(String route, Tally tally, long now);

    /** Counts the deferred events of a route that were written. */
    void released(String route, int events);

    void committed();

    void aborted();

    /** The kinds of bounded state in memory. */
    enum Kept {
        REPETITIONS,
        RECIPIENTS,
        WAITING;

        /** Returns the name that metrics use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Counts entries that were removed early, because there were too many. */
    void forgotten(Kept kept, int count);

    @Override
    default void recipientEvicted() {
        forgotten(Kept.RECIPIENTS, 1);
    }

    @Override
    default void eventDropped() {
        forgotten(Kept.WAITING, 1);
    }
}
