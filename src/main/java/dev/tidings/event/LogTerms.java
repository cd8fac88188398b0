package dev.tidings.event;

import java.util.List;

/**
 * What a writer of the log goes by.
 *
 * @param partitioner where it places keys: one that sessions look at
 * @param maxEventSize key, headers and value of a record together, in bytes; a larger one would be rejected by who reads it
 */
public record LogTerms(Partitioner partitioner, int maxEventSize) {
    /** Places as Java's producers do, or by the first one that sessions look at. */
    public static LogTerms of(List<Partitioner> partitioners, int maxEventSize) {
        Partitioner own = partitioners.contains(Partitioner.MURMUR2) ? Partitioner.MURMUR2 : partitioners.get(0);
        return new LogTerms(own, maxEventSize);
    }
}
