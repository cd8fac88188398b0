package dev.tidings.session;

import dev.tidings.event.Partition;

/**
 * The progress of a session in one partition: it began at {@code from}, and has passed all before {@code position}.
 *
 * @param acknowledged the offset before which the client has acknowledged everything; {@link #NONE} where it has not
 * @param live whether nothing waits there
 */
public record Place(Partition partition, long from, long position, long acknowledged, boolean live) {
    public static final long NONE = -1;

    /** Returns whether the session has passed the record at that offset. */
    public boolean hasPassed(long offset) {
        return offset < position;
    }
}
