package dev.tidings.tail;

import dev.tidings.event.Partition;
import java.time.Duration;
import java.util.List;

/** Decides which partitions of the log are read. The tail's thread only. */
interface Coverage {
    /** What is read of a log from the start on. */
    List<Partition> begin(List<Partition> log);

    /** What is read, from its beginning, of the partitions that were added to it. */
    List<Partition> grow(List<Partition> added);

    /** Between two polls: begins to read others, and leaves some. */
    void look() throws InterruptedException;

    /** How long a poll may wait for records. */
    Duration patience();
}
