package dev.tidings.inbox;

import dev.tidings.event.RejectReason;
import java.time.Duration;
import java.util.Locale;

/** Counts what the projection does. */
public interface InboxMetrics {
    /** What became of a record of the log. */
    enum Outcome {
        /** It is an event for a user. */
        ITEM,
        /** It is an event for a group or for everyone. */
        ANNOUNCEMENT,
        /** It changed the state of a user's items. */
        STATE,
        /** It had expired, or was older than the retention. */
        OUTDATED,
        /** It could not be used. */
        REJECTED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Counts records of a batch that is in the database. */
    void projected(Outcome outcome, int records);

    /** Counts events that were in the database already, or belong to an erased user. */
    void repeated(int events);

    void rejected(RejectReason reason);

    void rejected(UnfitReason reason);

    /** Counts a batch, and the time that its statement took. */
    void written(Duration time);

    /** Counts an attempt that the database did not answer as it should. */
    void retried();

    /** Counts rows and partitions that retention has removed. */
    void removed(long rows, int partitions);
}
