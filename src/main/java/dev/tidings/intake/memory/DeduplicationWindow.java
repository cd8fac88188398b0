package dev.tidings.intake.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The fingerprints of mapped events within the time window, by source partition. Above {@code max} fingerprints in all,
 * the oldest are removed early, and counted. Used by intake's thread only, except for {@link #size()}.
 */
public final class DeduplicationWindow {
    private final Map<TopicPartition, FingerprintRing> partitions = new HashMap<>();
    private final long windowMillis;
    private final int max;
    private final IntConsumer evicted;
    private volatile int size;

    /** @param evicted receives the number of fingerprints that were removed early */
    public DeduplicationWindow(Duration window, int max, IntConsumer evicted) {
        this.windowMillis = window.toMillis();
        this.max = max;
        this.evicted = evicted;
    }

    public boolean isOn() {
        return windowMillis > 0;
    }

    /** Returns the start of the window, in milliseconds since the epoch. */
    long since(long now) {
        return now - windowMillis;
    }

    public int size() {
        return size;
    }

    public boolean contains(TopicPartition partition, Fingerprint fingerprint) {
        FingerprintRing remembered = partitions.get(partition);
        return remembered != null && remembered.contains(fingerprint);
    }

    public void add(TopicPartition partition, Fingerprint fingerprint, long millis) {
        if (partitions.computeIfAbsent(partition, any -> new FingerprintRing()).add(fingerprint, millis)) {
            count(1);
            makeRoom();
        }
    }

    private void makeRoom() {
        if (size <= max) {
            return;
        }
        // Removes several at once, since finding the oldest takes a pass over all partitions.
        int leave = max - max / 100;
        int before = size;
        while (size > leave) {
            forgetFromOldest(size - leave);
        }
        evicted.accept(before - size);
    }

    private void forgetFromOldest(int atMost) {
        FingerprintRing oldest = new FingerprintRing();
        long second = Long.MAX_VALUE;
        for (FingerprintRing each : partitions.values()) {
            if (each.oldest() < oldest.oldest()) {
                second = oldest.oldest();
                oldest = each;
            } else {
                second = Math.min(second, each.oldest());
            }
        }
        int forgotten = 0;
        while (forgotten < atMost && oldest.size() > 0 && oldest.oldest() <= second) {
            oldest.forgetOldest();
            forgotten++;
        }
        count(-forgotten);
    }

    /** Removes fingerprints that are older than the window. */
    public void expire(long now) {
        long since = since(now);
        for (FingerprintRing each : partitions.values()) {
            int before = each.size();
            while (each.oldest() < since) {
                each.forgetOldest();
            }
            count(each.size() - before);
        }
    }

    /** Removes a partition that is assigned to another member. */
    public void drop(TopicPartition partition) {
        FingerprintRing dropped = partitions.remove(partition);
        if (dropped != null) {
            count(-dropped.size());
        }
    }

    /** Changes the size; one thread writes it, others only read it. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int more) {
        size += more;
    }
}
