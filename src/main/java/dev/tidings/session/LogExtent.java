package dev.tidings.session;

import dev.tidings.event.Partition;
import dev.tidings.event.Position;
import java.util.Map;

/** The offsets between which the broker holds each partition of the log, as of one moment. */
public record LogExtent(Map<Partition, Long> begins, Map<Partition, Long> ends) {
    public LogExtent {
        begins = Map.copyOf(begins);
        ends = Map.copyOf(ends);
    }

    /** Returns whether the log has come to that position. */
    public boolean reaches(Position position) {
        return position.offset() <= ends.getOrDefault(position.partition(), -1L);
    }

    boolean stillHolds(Position position) {
        return position.offset() >= begin(position.partition());
    }

    /** Returns the first held offset; a partition that was not queried holds nothing. */
    long begin(Partition partition) {
        return begins.getOrDefault(partition, Long.MAX_VALUE);
    }
}
