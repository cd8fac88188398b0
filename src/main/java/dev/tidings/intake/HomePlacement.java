package dev.tidings.intake;

import dev.tidings.event.Partitioner;
import org.jspecify.annotations.Nullable;

/** Selects one of the home partitions of an event: the one that Java's producers select, if it is among them. */
final class HomePlacement {
    private final Partitioner partitioner;

    HomePlacement(Partitioner partitioner) {
        this.partitioner = partitioner;
    }

    /** Returns whether Kafka's producer selects the partition by itself. */
    boolean isKafkaDefault() {
        return partitioner == Partitioner.MURMUR2;
    }

    @Nullable
    Integer partition(String key, int partitions) {
        return isKafkaDefault() ? null : Integer.valueOf(partitioner.partitionOf(key, partitions));
    }
}
