package dev.tidings.event;

/** A place in the log: everything of the partition before {@code offset} is behind it. */
public record Position(Partition partition, long offset) {
    public Position {
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: >= 0)");
        }
    }

    /** As Kafka's producers tell it: {@code notifications-3@1042}. */
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
