package dev.tidings.inbox;

/**
 * The generations of a partition: the first is 1, and each time that its topic is deleted and created again, it is one
 * more.
 *
 * <p>The database's column {@code pos} has the generation in its upper 16 bits and the offset in the lower 48. So a
 * position in a topic made anew is after all positions of the topic before, and one comparison of numbers decides.
 */
final class Generation {
    static final int FIRST = 1;

    private static final int OFFSET_BITS = 48;
    private static final long OFFSET = (1L << OFFSET_BITS) - 1;

    private Generation() {}

    static long pos(int generation, long offset) {
        return (long) generation << OFFSET_BITS | offset;
    }

    static int of(long pos) {
        return (int) (pos >>> OFFSET_BITS);
    }

    static long offset(long pos) {
        return pos & OFFSET;
    }
}
