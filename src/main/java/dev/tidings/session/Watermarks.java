package dev.tidings.session;

/**
 * The offsets up to which the sessions of a loop have received all wake-ups, by partition id, in the log of that epoch.
 */
public record Watermarks(long epoch, long[] ends) {
    static final Watermarks NOTHING = new Watermarks(0, new long[0]);

    /** Returns the offset of a partition, or 0 where nothing is known of this log. */
    long end(long ofEpoch, int partition) {
        return ofEpoch == epoch && partition < ends.length ? ends[partition] : 0;
    }
}
