package dev.tidings.window;

/**
 * Finds the first record of a key's hash in a segment's array, by open addressing; each record points to the next one.
 *
 * <p>Only the tail adds; any thread may search, with the limit that it has seen published.
 */
final class HashIndex {
    /** The value for no record; a record never starts there. */
    static final int NONE = -1;

    private final byte[] data;
    /** The first and last record of a hash, as one more than the place in {@link #data}; 0 for none. */
    private final int[] firsts;

    private final int[] lasts;

    HashIndex(byte[] data, int slots) {
        this.data = data;
        this.firsts = new int[slots];
        this.lasts = new int[slots];
    }

    /** Returns the maximum number of records, which keeps the search for a free slot short. */
    int maxRecords() {
        return firsts.length - (firsts.length >>> 2);
    }

    long bytes() {
        return 8L * firsts.length;
    }

    void add(int hash, int at) {
        int slot = hash & (firsts.length - 1);
        while (firsts[slot] != 0 && RecordLayout.hash(data, firsts[slot] - 1) != hash) {
            slot = (slot + 1) & (firsts.length - 1);
        }
        if (firsts[slot] == 0) {
            firsts[slot] = at + 1;
        } else {
            RecordLayout.next(data, lasts[slot] - 1, at);
        }
        lasts[slot] = at + 1;
    }

    /** Returns the first record with that hash, below {@code limit}, or {@link #NONE}. */
    int first(int hash, int limit) {
        int slot = hash & (firsts.length - 1);
        for (int probes = 0; probes < firsts.length && firsts[slot] != 0; probes++) {
            int at = firsts[slot] - 1;
            if (at < limit && RecordLayout.hash(data, at) == hash) {
                return at;
            }
            slot = (slot + 1) & (firsts.length - 1);
        }
        return NONE;
    }

    /** Returns the next record of the same hash, below {@code limit}, or {@link #NONE}. */
    int next(int at, int limit) {
        int next = RecordLayout.next(data, at);
        // The tail may be writing it: a half-written place is negative or beyond the limit, as the whole one is.
        return next >= 0 && next < limit ? next : NONE;
    }
}
