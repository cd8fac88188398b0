package dev.tidings.testkit;

import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Netty's, that keeps what it finds; Netty makes it where {@code io.netty.customResourceLeakDetector} names it. */
public final class LeakDetector<T> extends ResourceLeakDetector<T> {
    private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
    private static final AtomicLong TRACKED = new AtomicLong();

    public LeakDetector(Class<?> resourceType, int samplingInterval) {
        super(resourceType, samplingInterval);
    }

    /** As Netty calls it. */
    public LeakDetector(Class<?> resourceType, int samplingInterval, long maxActive) {
        this(resourceType, samplingInterval);
    }

    /** What was found since the last call. */
    static List<String> take() {
        List<String> taken = new ArrayList<>();
        for (String leak = FOUND.poll(); leak != null; leak = FOUND.poll()) {
            taken.add(leak);
        }
        return taken;
    }

    /** How many resources were looked after so far. */
    static long tracked() {
        return TRACKED.get();
    }

    @Override
    protected Object getInitialHint(String resourceType) {
        TRACKED.incrementAndGet();
        return super.getInitialHint(resourceType);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        FOUND.add(resourceType + " was not released: " + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        FOUND.add(resourceType + " was not released");
    }
}
