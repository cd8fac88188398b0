package dev.tidings.tail;

import dev.tidings.window.PartitionWindow;
import java.util.LinkedHashMap;
import java.util.Map;

/** The records that are published together: a part of a poll, or some polls of a backlog. The tail reuses it. */
final class UnpublishedBatch {
    private final Map<PartitionWindow, Stretch> stretches = new LinkedHashMap<>();
    private long registryVersion;
    private long begunAt;
    private long bytes;
    private int records;

    private static final class Stretch {
        private final long from;
        private long next;

        private Stretch(long from) {
            this.from = from;
            this.next = from;
        }
    }

    /** Begins a batch; {@code version} is that of the registry before any look-up for the batch. */
    void begin(long version, long now) {
        stretches.clear();
        registryVersion = version;
        begunAt = now;
        bytes = 0;
        records = 0;
    }

    /** Adds a record that was put into a window. */
    void add(int size) {
        records++;
        bytes += size;
    }

    /** Extends the batch in that window up to {@code next}, beginning with {@code from} where it had nothing. */
    void extend(PartitionWindow window, long from, long next) {
        stretches.computeIfAbsent(window, added -> new Stretch(from)).next = next;
    }

    boolean isEmpty() {
        return records == 0;
    }

    int records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    long registryVersion() {
        return registryVersion;
    }

    long begunAt() {
        return begunAt;
    }

    void forEach(Visitor visitor) {
        stretches.forEach((window, stretch) -> visitor.visit(window, stretch.from, stretch.next));
    }

    /** Takes a window and the offsets between which the batch has its records. */
    interface Visitor {
        void visit(PartitionWindow window, long from, long next);
    }
}
