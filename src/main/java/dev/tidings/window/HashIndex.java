package dev.tidings.window;

/**
 * Where the records of a key's hash begin in a segment's array, by open addressing; from there each says where the next is.
 *
 * <p>The tail alone adds; any thread may look, with the limit of what it has seen published.
 */
final class HashIndex {
    /** No record; a record never starts there. */
    static final int NONE = -1;

    private final byte[] data;
    /** First and last record of a hash; one more than the place in {@link #data}, 0 for none. */
    private final int[] firsts;

    private final int[] lasts;

    HashIndex(byte[] data, int slots) {
        this.data = data;
        this.firsts = new int[slots];
        this.lasts = new int[slots];
    }

    /** So that looking for a free slot stays short. */
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

    /** The first record with that hash, below {@code limit}, or {@link #NONE}. */
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

    /** The next record of the same hash, below {@code limit}, or {@link #NONE}. */
    int next(int at, int limit) {
        int next = RecordLayout.next(data, at);
        // The tail may be writing it: half a place is negative or beyond the limit, as the whole is.
        return next >= 0 && next < limit ? next : NONE;
    }
}
