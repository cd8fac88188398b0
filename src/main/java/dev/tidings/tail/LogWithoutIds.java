package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.Collection;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * A log whose broker gives topics no ids: that it was made anew shows only while it ends before what was read of it. The
 * tail's thread only.
 */
final class LogWithoutIds {
    private static final Logger LOG = Logger.getLogger(LogWithoutIds.class);

    private boolean shorter;

    /** Says it where it is one. */
    static void warn(LogLayout layout) {
        if (!layout.hasIds()) {
            LOG.warn(
                    "topic ids: none (expected: a broker that gives them, as Kafka does since 2.8): a log that is deleted and"
                            + " made again is noticed only while it is shorter than what was read of it, and an old cursor may go on"
                            + " in the new log unnoticed");
        }
    }

    /** Twice in a row, since a broker that has just become a partition's leader may not know its end yet. */
    boolean isMadeAnew(Map<Partition, Long> ends, Collection<PartitionWindow> read) {
        boolean before = shorter;
        shorter = isShorter(ends, read);
        return shorter && before;
    }

    static boolean isShorter(Map<Partition, Long> ends, Collection<PartitionWindow> read) {
        return read.stream().anyMatch(window -> ends.getOrDefault(window.partition(), window.end()) < window.end());
    }
}
