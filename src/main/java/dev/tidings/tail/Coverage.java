package dev.tidings.tail;

import dev.tidings.event.Partition;
import java.time.Duration;
import java.util.List;

/** Decides which partitions of the log are read. The tail's thread only. */
interface Coverage {
    /** Returns the partitions of a log that are read from the start on. */
    List<Partition> begin(List<Partition> log);

    /** Returns the added partitions that are read, from their beginning. */
    List<Partition> grow(List<Partition> added);

    /** Starts and stops reading partitions, between two polls. */
    void look() throws InterruptedException;

    /** Returns how long a poll may wait for records. */
    Duration patience();
}
