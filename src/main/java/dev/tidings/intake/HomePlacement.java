package dev.tidings.intake;

import dev.tidings.event.Partitioner;
import org.jspecify.annotations.Nullable;

/** Into which of its home partitions intake writes an event: as Java's producers do, unless that is none of them. */
final class HomePlacement {
    private final Partitioner partitioner;

    HomePlacement(Partitioner partitioner) {
        this.partitioner = partitioner;
    }

    /** Whether Kafka's producer does it by itself. */
    boolean isKafkas() {
        return partitioner == Partitioner.MURMUR2;
    }

    @Nullable
    Integer partition(String key, int partitions) {
        return isKafkas() ? null : Integer.valueOf(partitioner.partitionOf(key, partitions));
    }
}
