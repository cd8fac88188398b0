package dev.tidings.intake;

import dev.tidings.event.Partitioner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Into which of its home partitions intake writes an event: as Java's producers do, unless that is none of them. */
public final class Placing {
    private final @Nullable Partitioner other;

    public Placing(List<Partitioner> homes) {
        this.other = homes.isEmpty() || homes.contains(Partitioner.MURMUR2) ? null : homes.get(0);
    }

    /** Whether Kafka's producer does it by itself. */
    boolean isKafkas() {
        return other == null;
    }

    @Nullable
    Integer partition(String key, int partitions) {
        return other == null ? null : Integer.valueOf(other.partitionOf(key, partitions));
    }
}
