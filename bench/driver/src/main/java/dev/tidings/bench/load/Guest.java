package dev.tidings.bench.load;

/** Who connects: a user, with a token and a cursor where there are any, and the events that are theirs from then on. */
public record Guest(int user, String token, String cursor, long next, long nextOfEveryone) {
    public Guest(int user, String token) {
        this(user, token, "", 0, 0);
    }

    /** The same one, come back with that cursor. */
    public Guest back(String kept) {
        return new Guest(user, token, kept, next, nextOfEveryone);
    }

    /** The same one, to whom so many events were written before. */
    public Guest after(long own, long ofEveryone) {
        return new Guest(user, token, cursor, own, ofEveryone);
    }
}
