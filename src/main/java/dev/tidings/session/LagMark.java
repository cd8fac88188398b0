package dev.tidings.session;

/**
 * Where a session that was behind stood at a moment, in milliseconds of the epoch.
 *
 * @param since since when it was behind
 * @param positions by the order of its {@linkplain Progress#places places}, of which the last may have been added later
 */
public record LagMark(long at, long since, long[] positions) {
    /** Whether all up to that offset was behind it by then. */
    public boolean hasPassed(int place, long offset) {
        return place < positions.length && positions[place] > offset;
    }
}
