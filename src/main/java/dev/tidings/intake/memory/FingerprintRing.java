package dev.tidings.intake.memory;

import java.util.Arrays;

/**
 * A set of the fingerprints of one partition in their order of arrival, which removes the oldest first. It consists of
 * a ring of two longs and a time each, and a table with open addressing: 28 bytes for a place. Usually more than half
 * of the places are in use.
 */
final class FingerprintRing {
    private static final int LEAST = 16;
    private static final int MILLIS = 1000;

    private long[] high = new long[LEAST];
    private long[] low = new long[LEAST];
    /** Seconds since the epoch, unsigned. */
    private int[] seconds = new int[LEAST];
    /** Places in the ring, plus one; 0 is free. */
    private int[] table = new int[2 * LEAST];

    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean contains(Fingerprint wanted) {
        for (int at = home(wanted.low()); table[at] != 0; at = after(at)) {
            int place = table[at] - 1;
            if (low[place] == wanted.low() && high[place] == wanted.high()) {
                return true;
            }
        }
        return false;
    }

    /** Adds a fingerprint, and returns whether it was absent. Times must not decrease. */
    boolean add(Fingerprint added, long millis) {
        if (contains(added)) {
            return false;
        }
        if (size == low.length) {
            resize(2 * size);
        }
        int place = (head + size++) & (low.length - 1);
        high[place] = added.high();
        low[place] = added.low();
        seconds[place] = (int) (millis / MILLIS);
        index(place);
        return true;
    }

    /** Returns the time of the oldest fingerprint in milliseconds, or {@link Long#MAX_VALUE} if there is none. */
    long oldest() {
        return size == 0 ? Long.MAX_VALUE : Integer.toUnsignedLong(seconds[head]) * MILLIS;
    }

    void forgetOldest() {
        unindex(head);
        head = (head + 1) & (low.length - 1);
        size--;
        if (low.length > LEAST && size < low.length / 4) {
            resize(low.length / 2);
        }
    }

    private int home(long bits) {
        return (int) bits & (table.length - 1);
    }

    private int after(int at) {
        return (at + 1) & (table.length - 1);
    }

    private void index(int place) {
        int at = home(low[place]);
        while (table[at] != 0) {
            at = after(at);
        }
        table[at] = place + 1;
    }

    /** Removes an entry, and moves later entries up, so that no search ends too early. */
    private void unindex(int place) {
        int hole = home(low[place]);
        while (table[hole] != place + 1) {
            hole = after(hole);
        }
        for (int at = after(hole); table[at] != 0; at = after(at)) {
            int wanted = home(low[table[at] - 1]);
            if (((at - wanted) & (table.length - 1)) >= ((at - hole) & (table.length - 1))) {
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = 0;
    }

    private void resize(int places) {
        high = inOrder(high, places);
        low = inOrder(low, places);
        seconds = inOrder(seconds, places);
        head = 0;
        table = new int[2 * places];
        for (int place = 0; place < size; place++) {
            index(place);
        }
    }

    private long[] inOrder(long[] ring, int places) {
        int first = Math.min(size, ring.length - head);
        long[] copy = Arrays.copyOf(Arrays.copyOfRange(ring, head, head + first), places);
        System.arraycopy(ring, 0, copy, first, size - first);
        return copy;
    }

    private int[] inOrder(int[] ring, int places) {
        int first = Math.min(size, ring.length - head);
        int[] copy = Arrays.copyOf(Arrays.copyOfRange(ring, head, head + first), places);
        System.arraycopy(ring, 0, copy, first, size - first);
        return copy;
    }
}
