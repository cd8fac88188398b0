package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.Collection;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Detects a recreated log of a broker that gives topics no ids: this shows only while the log ends before what was read
 * of it. The tail's thread only.
 */
final class LogWithoutIds {
    private static final Logger LOG = Logger.getLogger(LogWithoutIds.class);

    private boolean shorter;

    /** Warns where the log has no topic ids. */
    static void warn(LogLayout layout) {
        if (!layout.hasIds()) {
            LOG.warn(
                    "topic ids: none (expected: a broker that assigns them, as Kafka does since 2.8): a recreated log is"
                            + " detected only while it is shorter than what was read of the old one, and an old cursor may continue"
                            + " in the new log unnoticed");
        }
    }

    /** Returns whether the log was too short twice in a row: the new leader of a partition may not have its end yet. */
    boolean isRecreated(Map<Partition, Long> ends, Collection<PartitionWindow> read) {
        boolean before = shorter;
        shorter = isShorter(ends, read);
        return shorter && before;
    }

    static boolean isShorter(Map<Partition, Long> ends, Collection<PartitionWindow> read) {
        return read.stream().anyMatch(window -> ends.getOrDefault(window.partition(), window.end()) < window.end());
    }
}
