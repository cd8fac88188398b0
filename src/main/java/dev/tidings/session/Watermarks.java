package dev.tidings.session;

/**
 * Up to where the sessions of a loop were told of all records that are for them: by partition id, an offset in the log of
 * that epoch.
 */
public record Watermarks(long epoch, long[] ends) {
    static final Watermarks NOTHING = new Watermarks(0, new long[0]);

    /** That offset, or 0 where nothing is known of this log. */
    long end(long ofEpoch, int partition) {
        return ofEpoch == epoch && partition < ends.length ? ends[partition] : 0;
    }
}
