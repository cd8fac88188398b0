package dev.tidings.intake.limit;

import dev.tidings.intake.route.Limits.Rate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The token buckets of recipients and of routes. Above {@code max} buckets, the least recently used one is removed. */
final class Buckets<K> {
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);
    private final int max;
    private final Runnable evicted;
    private volatile int size;

    /** @param evicted runs for each bucket that was removed before it was full */
    Buckets(int max, Runnable evicted) {
        this.max = max;
        this.evicted = evicted;
    }

    int size() {
        return size;
    }

    /** Returns the bucket of a key; a changed rate starts a new bucket. */
    Bucket of(K key, Rate rate, long now) {
        Bucket known = buckets.get(key);
        if (known != null && known.rate().equals(rate)) {
            return known;
        }
        if (known == null && buckets.size() >= max) {
            evictOldest(now);
        }
        Bucket fresh = new Bucket(rate, now);
        buckets.put(key, fresh);
        size = buckets.size();
        return fresh;
    }

    private void evictOldest(long now) {
        Iterator<Bucket> oldest = buckets.values().iterator();
        if (!oldest.next().isFull(now)) {
            evicted.run();
        }
        oldest.remove();
    }
}
