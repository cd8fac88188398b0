package dev.tidings.tail;

import dev.tidings.window.PartitionWindow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A part of a poll that is made visible at once. Used again and again, by the tail's thread. */
final class Slice {
    private final List<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>> records = new ArrayList<>();
    private final List<PartitionWindow> windows = new ArrayList<>();
    private long registryVersion;
    private long bytes;

    /** {@code version} is that of the registry before anything of the slice is looked up in it. */
    void begin(long version) {
        records.clear();
        windows.clear();
        bytes = 0;
        registryVersion = version;
    }

    void add(ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer> record, PartitionWindow window) {
        records.add(record);
        windows.add(window);
        bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }

    long bytes() {
        return bytes;
    }

    long registryVersion() {
        return registryVersion;
    }

    void forEach(BiConsumer<ConsumerRecord<@Nullable ByteBuffer, @Nullable ByteBuffer>, PartitionWindow> action) {
        for (int i = 0; i < records.size(); i++) {
            action.accept(records.get(i), windows.get(i));
        }
    }
}
