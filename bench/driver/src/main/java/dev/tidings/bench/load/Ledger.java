package dev.tidings.bench.load;

import java.util.Arrays;

/** How many events were written to whom so far; users of higher numbers are nobody's business. */
public final class Ledger {
    private final long[] counts;
    private long ofEveryone;

    public Ledger(int users) {
        counts = new long[users];
    }

    /** The next number for that user, or for everyone. */
    public synchronized long next(int user) {
        if (user == Event.EVERYONE) {
            return ofEveryone++;
        }
        return user < counts.length ? counts[user]++ : 0;
    }

    public synchronized long of(int user) {
        if (user == Event.EVERYONE) {
            return ofEveryone;
        }
        return user < counts.length ? counts[user] : 0;
    }

    /** A new log: nobody was written to. */
    public synchronized void clear() {
        Arrays.fill(counts, 0);
        ofEveryone = 0;
    }
}
