package dev.tidings.window;

import dev.tidings.event.RejectReason;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The latest rejections of one partition, at most {@link #MAX}, so that a record that many sessions read is counted
 * once. Any thread may call any method.
 */
final class Rejections {
    static final int MAX = 512;

    private long[] offsets = {};
    private RejectReason[] reasons = {};
    private int next;

    synchronized void add(long offset, RejectReason reason) {
        if (offsets.length == 0) {
            offsets = new long[MAX];
            Arrays.fill(offsets, -1);
            reasons = new RejectReason[MAX];
        }
        offsets[next] = offset;
        reasons[next] = reason;
        next = (next + 1) % MAX;
    }

    /** Adds a rejection; returns false where it is there already. */
    synchronized boolean addIfAbsent(long offset, RejectReason reason) {
        if (of(offset) != null) {
            return false;
        }
        add(offset, reason);
        return true;
    }

    synchronized @Nullable RejectReason of(long offset) {
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] == offset) {
                return reasons[i];
            }
        }
        return null;
    }
}
