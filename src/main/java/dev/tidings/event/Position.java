package dev.tidings.event;

/** A place in the log: everything of the partition before {@code offset} is behind it. */
public record Position(Partition partition, long offset) {
    public Position {
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
        }
    }
}
