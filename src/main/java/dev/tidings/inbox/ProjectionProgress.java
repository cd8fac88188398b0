package dev.tidings.inbox;

import dev.tidings.event.Partition;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How far this pod's projection has come. The projection's thread writes it, any thread may read. */
@Singleton
class ProjectionProgress {
    private final Continuity continuity = new Continuity();
    private final Map<Partition, Long> newest = new ConcurrentHashMap<>();
    private volatile long batches;
    private volatile boolean busy;

    Continuity continuity() {
        return continuity;
    }

    /** Notes that a batch has come. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread at a time writes it.
    void begin() {
        busy = true;
        batches++;
    }

    /** Notes that the database has the batch. */
    void end() {
        busy = false;
    }

    /** Notes that the database has all records of the partition that were received, the newest of that timestamp. */
    void written(Placement placement, long timestamp) {
        newest.put(placement.partition(), timestamp);
        continuity.written(placement);
    }

    /** Returns a number that changes with each batch, while there is none at work. */
    OptionalLong idle() {
        long seen = batches;
        return busy ? OptionalLong.empty() : OptionalLong.of(seen);
    }

    /** Returns the timestamp of the newest record that this pod has written, or null where it has written none. */
    @Nullable Long newest(Partition partition) {
        return newest.get(partition);
    }
}
