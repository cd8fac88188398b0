package dev.tidings.tail;

/**
 * The bounds of what is published together of a backlog: polls are held while one brings {@code many} records and the
 * broker has as many more, up to {@code enough} of them, and for no more than {@code longestMillis}.
 */
record BacklogHold(int many, int enough, long longestMillis) {
    static final BacklogHold DEFAULT = new BacklogHold(1_000, 20_000, 25);
}
