package dev.tidings.event;

/** A position in the log: all records of the partition before {@code offset} are behind it. */
public record Position(Partition partition, long offset) {
    public Position {
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
        }
    }

    /** Returns the position in the form of Kafka's producers: {@code notifications-3@1042}. */
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
