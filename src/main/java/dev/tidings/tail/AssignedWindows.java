package dev.tidings.tail;

import dev.tidings.event.Partition;
import dev.tidings.window.PartitionWindow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The windows of the partitions that are read. The tail's thread only. */
final class AssignedWindows {
    private final Map<TopicPartition, PartitionWindow> windows = new HashMap<>();
    private int highestId;

    void add(TopicPartition topicPartition, PartitionWindow window) {
        windows.put(topicPartition, window);
        highestId = Math.max(highestId, window.partition().id());
    }

    void remove(Collection<Partition> partitions) {
        windows.values().removeIf(window -> partitions.contains(window.partition()));
    }

    @Nullable
    PartitionWindow of(TopicPartition topicPartition) {
        return windows.get(topicPartition);
    }

    Set<TopicPartition> partitions() {
        return windows.keySet();
    }

    void forEach(BiConsumer<TopicPartition, PartitionWindow> visitor) {
        windows.forEach(visitor);
    }

    /** Returns the ends of the windows by partition id. */
    long[] ends() {
        long[] ends = new long[highestId + 1];
        windows.values().forEach(window -> ends[window.partition().id()] = window.end());
        return ends;
    }

    /** Returns how many records the windows are behind these ends. */
    long behind(Map<Partition, Long> ends) {
        long behind = 0;
        for (PartitionWindow window : windows.values()) {
            behind += Math.max(0, ends.getOrDefault(window.partition(), 0L) - window.end());
        }
        return behind;
    }
}
