package dev.tidings.session;

import dev.tidings.event.Partition;

/**
 * How far a session has come in one partition: it began at {@code from}, and all before {@code position} is behind it.
 *
 * @param acknowledged what is before it was acknowledged by the client; {@link #NONE} where nothing was
 * @param live whether nothing waits there
 */
public record Place(Partition partition, long from, long position, long acknowledged, boolean live) {
    public static final long NONE = -1;

    /** Whether the record at that offset is behind it. */
    public boolean hasPassed(long offset) {
        return offset < position;
    }
}
