package dev.tidings.session;

/**
 * The positions of a session that was behind at a moment, in milliseconds of the epoch.
 *
 * @param since when it fell behind
 * @param positions in the order of its {@linkplain Progress#places places}, of which the last may have been added later
 */
public record LagMark(long at, long since, long[] positions) {
    /** Returns whether the session had passed the record at that offset by then. */
    public boolean hasPassed(int place, long offset) {
        return place < positions.length && positions[place] > offset;
    }
}
