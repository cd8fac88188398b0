package dev.tidings.intake;

import java.util.Locale;

/**
 * What intake counts, when it is committed: for each route read = mapped + filtered + duplicated + suppressed + dead. Called
 * by intake's thread only; must not block.
 */
public interface IntakeMetrics {
    /** Stands for the route of a retry that says none that there is; no route is called so. */
    String NO_ROUTE = "(none)";

    /** What became of one route's records in a transaction that is committed now. */
    void counted(String route, Tally tally, long now);

    /** Events of a route that had waited for their recipients' turn were written. */
    void released(String route, int events);

    void committed();

    void aborted();

    /** What is kept in memory for a while, each with a bound. */
    enum Kept {
        REPETITIONS,
        RECIPIENTS,
        WAITING;

        /** As it stands in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** So many were given up before their time: there were too many. */
    void forgotten(Kept kept, int count);
}
