package dev.tidings.inbox;

/**
 * The part of a partition that a batch covers.
 *
 * @param first the offset at which it begins: everything before it was in a batch of this pod, or in the database when
 *     the partition was placed
 * @param next the offset after it
 */
record BatchEnd(int part, int generation, long first, long next) {
    BatchEnd until(long earlier) {
        return new BatchEnd(part, generation, first, earlier);
    }
}
