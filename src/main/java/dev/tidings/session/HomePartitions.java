package dev.tidings.session;

import dev.tidings.event.Audience;
import dev.tidings.event.Key;
import dev.tidings.event.Partition;
import dev.tidings.event.Partitioner;
import java.util.ArrayList;
import java.util.List;

/** The partitions of an audience's records: one for each configured partitioner, often the same one. */
public record HomePartitions(List<Partitioner> partitioners) {
    public HomePartitions {
        partitioners = List.copyOf(partitioners);
        if (partitioners.isEmpty()) {
            throw new IllegalArgumentException("partitioners: [] (expected: at least one)");
        }
    }

    /** Returns the home partitions of an audience in a topic with that many partitions. */
    public List<Partition> of(Audience audience, int partitions) {
        List<Partition> homes = new ArrayList<>(partitioners.size());
        for (Partitioner partitioner : partitioners) {
            for (Key key : audience.keys()) {
                Partition home = new Partition(audience.topic(), partitioner.partitionOf(key.toString(), partitions));
                if (!homes.contains(home)) {
                    homes.add(home);
                }
            }
        }
        return homes;
    }
}
