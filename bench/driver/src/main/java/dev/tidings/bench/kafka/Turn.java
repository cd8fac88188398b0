package dev.tidings.bench.kafka;

import dev.tidings.bench.load.Event;

/** Whose turn it is: users one after the other, from the first to the last and again. */
public final class Turn {
    private final int first;
    private final int users;
    private int place;

    private Turn(int first, int users) {
        this.first = first;
        this.users = users;
    }

    public static Turn of(int first, int users) {
        return new Turn(first, users);
    }

    /** Always all of them. */
    public static Turn everyone() {
        return new Turn(Event.EVERYONE, 1);
    }

    int next() {
        int user = first + place;
        place = place + 1 == users ? 0 : place + 1;
        return user;
    }
}
