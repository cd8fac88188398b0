package dev.tidings.event;

import java.util.List;

/**
 * The terms that every writer of the log follows.
 *
 * @param partitioner the partitioner of keys, one of those that sessions read by
 * @param maxEventSize the maximum size of a record's key, headers and value together, in bytes; readers reject a larger
 *     one
 */
public record LogTerms(Partitioner partitioner, int maxEventSize) {
    /** Selects the partitioner of Java's producers, or else the first one that sessions read by. */
    public static LogTerms of(List<Partitioner> partitioners, int maxEventSize) {
        Partitioner own = partitioners.contains(Partitioner.MURMUR2) ? Partitioner.MURMUR2 : partitioners.get(0);
        return new LogTerms(own, maxEventSize);
    }
}
